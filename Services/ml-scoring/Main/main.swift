import MLScoring
import ServiceKit

await ServiceRunner.main(MLScoringService.self)
