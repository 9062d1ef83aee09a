/// What came of one transfer, as far as it got.
struct CurlResult: Sendable {
    /// Nil when it went through. An HTTP status of 500 is no failure here.
    var failure: CurlFailure?
    /// The last HTTP status or SMTP reply code; 0 for none.
    var status = 0
    /// Header lines of the last HTTP response, or all SMTP replies, without line ends.
    var lines: [String] = []
    var body: [UInt8] = []
    /// Whether everything that was to be sent had been handed over for sending.
    var uploadEnded = false
}
