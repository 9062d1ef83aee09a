import Glibc

/// The sockets of a mail lane, which the lane must be able to cut.
///
/// libcurl says QUIT when it closes an idle mail connection and waits two minutes for an answer, at the end of the process too;
/// and it keeps a connection for the next message although the answer to the last never came (7.88). A socket that is shut
/// ends such a wait at once and is not used again.
final class MailSockets {
    private var open: Set<Int32> = []

    func opened(_ socket: Int32) {
        open.insert(socket)
    }

    func closed(_ socket: Int32) {
        open.remove(socket)
    }

    /// libcurl still closes them, in its own time.
    func cut() {
        for socket in open { shutdown(socket, Int32(SHUT_RDWR)) }
    }
}
