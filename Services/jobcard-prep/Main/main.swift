import JobcardPrep
import ServiceKit

await ServiceRunner.main(JobcardPrepService.self)
