import CCurl

extension CurlTransfer {
    func configureMail(from: String, to: [String], login: CurlRequest.Login?, tls: SMTPConfiguration.TLS) {
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        set(CURLOPT_MAIL_FROM, "<\(from)>")
        set(CURLOPT_MAIL_RCPT, to.map { "<\($0)>" })
        set(CURLOPT_UPLOAD, 1)
        set(CURLOPT_USE_SSL, Int(tls.level.rawValue))
        if let login {
            set(CURLOPT_USERNAME, login.username)
            set(CURLOPT_PASSWORD, login.password)
        }
        ccurl_set_sender(handle, curlBodyWanted, Unmanaged.passUnretained(self).toOpaque())
        // Lets a server that limits sizes refuse before the message is sent (RFC 1870).
        note(ccurl_set_offset(handle, CURLOPT_INFILESIZE_LARGE, upload.count))
    }

    private var upload: [UInt8] {
        if case .mail(_, _, let message, _, _) = letter.request.content { message } else { [] }
    }

    /// Copies the next part of the message; 0 at its end.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let part = upload[uploadOffset...].prefix(buffer.count)
        buffer.copyBytes(from: part)
        uploadOffset += part.count
        if part.isEmpty { result.uploadEnded = true }
        return part.count
    }
}

extension SMTPConfiguration.TLS {
    fileprivate var level: curl_usessl {
        switch self {
        case .required: CURLUSESSL_ALL
        case .opportunistic: CURLUSESSL_TRY
        case .none: CURLUSESSL_NONE
        }
    }
}
