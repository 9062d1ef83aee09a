/// The seven services; the raw value is the name on every wire, queue, database and folder.
public enum ServiceName: String, StringEnum {
    case booking
    case notifications
    case jobcardPrep = "jobcard-prep"
    case crmBridge = "crm-bridge"
    case partnerGateway = "partner-gateway"
    case analytics
    case mlScoring = "ml-scoring"
}
