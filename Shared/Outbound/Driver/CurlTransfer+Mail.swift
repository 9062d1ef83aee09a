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
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_set_sender(handle, curlBodyWanted, context)
        ccurl_set_progress(handle, curlMayGoOn, context)
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
        if uploadOffset == upload.count { result.uploadEnded = true }
        return part.count
    }

    /// libcurl waits inside a call for the answer to a message, and for the one to QUIT: the loop cannot break that off, so
    /// libcurl asks here.
    func mayGoOn() -> Bool {
        if letter.cancellation.isRaised {
            ownFailure = CurlFailure(.cancelled, "cancelled")
        } else if mailbox.hasStopped {
            ownFailure = CurlFailure(.unavailable, "the client is shut down")
        } else if letter.request.deadline <= .now {
            ownFailure = CurlFailure(.timeout, "no answer before the deadline")
        } else {
            return true
        }
        return false
    }

    /// To be called before a transfer is taken from libcurl: it would end a message half sent as if it were whole, and the
    /// server would deliver that. Without recipients it does not.
    func withdrawMail() {
        if case .mail = letter.request.content { _ = ccurl_set_list(handle, CURLOPT_MAIL_RCPT, nil) }
    }

    /// `sockets` must outlive all connections.
    func trackSockets(in sockets: MailSockets) {
        guard case .mail = letter.request.content else { return }
        let context = Unmanaged.passUnretained(sockets).toOpaque()
        ccurl_set_open_socket(handle, curlOpenMailSocket, context)
        ccurl_set_close_socket(handle, curlCloseMailSocket, context)
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
