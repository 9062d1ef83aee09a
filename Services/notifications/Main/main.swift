import Notifications
import ServiceKit

await ServiceRunner.main(NotificationsService.self)
