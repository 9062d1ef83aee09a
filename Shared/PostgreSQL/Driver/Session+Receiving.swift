import CPostgreSQL

extension Session {
    /// Reads what has arrived, and writes what is left. False if the connection broke.
    ///
    /// Reading goes on while a large batch is still being written: a server whose answers nobody takes stops taking statements.
    func receive() -> Bool {
        let isReadable = PQconsumeInput(pointer) == 1
        if !isReadable { loss = lastError }  // later calls add noise to the message
        let isWritable = !hasUnsentData || flush()
        var isUsable = takeReplies()
        if isReadable, isUsable, operation != nil, PQsslInUse(pointer) == 1 {
            // OpenSSL may hold decrypted bytes that the socket no longer announces.
            for _ in 0..<4 where isUsable { isUsable = PQconsumeInput(pointer) == 1 && takeReplies() }
        }
        takeNotifications()
        return isReadable && isWritable && isUsable && isOpen
    }

    /// Feeds complete answers to the exchange. False if the server is in a state we cannot use.
    private func takeReplies() -> Bool {
        while operation?.exchange.isFinished == false, PQisBusy(pointer) == 0 {
            guard let result = PQgetResult(pointer) else {
                operation?.exchange.receive(.end)
                continue
            }
            defer { PQclear(result) }
            let reply = ResultCopy.reply(result, columns: operation?.exchange.current?.columns)
            operation?.exchange.receive(reply)
            switch PQresultStatus(result) {
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: return false
            default: break
            }
            if !isOpen { return false }
        }
        return operation?.exchange.isFinished != true || PQpipelineStatus(pointer) != PQ_PIPELINE_OFF
            || PQenterPipelineMode(pointer) == 1
    }

    private func takeNotifications() {
        while let notification = PQnotifies(pointer) {
            notifications.append(String(cString: notification.pointee.extra))
            PQfreemem(notification)
        }
    }
}
