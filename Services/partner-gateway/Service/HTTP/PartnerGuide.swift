/// The description of the OpenAPI document: where its readers begin, and what is said of no single operation.
enum PartnerGuide {
    static let text = """
        For partners: `/developers`, at the address this document came from, begins in five steps, with the requests to copy.

        The operations with a scope `partner.…` are a partner's; `webhooks` describes the calls you get. Errors are problem documents (RFC 9457): \
        go by the slug in `type`. `/oauth/token` refuses in the form of RFC 6749.
        """
}
