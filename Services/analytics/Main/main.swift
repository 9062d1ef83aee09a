import Analytics
import ServiceKit

await ServiceRunner.main(AnalyticsService.self)
