import PartnerGateway
import ServiceKit

await ServiceRunner.main(PartnerGatewayService.self)
