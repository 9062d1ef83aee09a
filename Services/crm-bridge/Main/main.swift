import CRMBridge
import ServiceKit

await ServiceRunner.main(CRMBridgeService.self)
