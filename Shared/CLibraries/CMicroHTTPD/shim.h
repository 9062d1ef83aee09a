#ifndef CMICROHTTPD_SHIM_H
#define CMICROHTTPD_SHIM_H

#include <microhttpd.h>

/// Everything the daemon is started with. A struct because `MHD_start_daemon` is variadic, which Swift cannot call, and so that
/// the compiler checks the type of each callback, which the variadic list would not.
struct pitcrew_mhd_settings {
    unsigned int flags;
    const struct sockaddr *address;
    unsigned int threads;
    unsigned int connection_limit;
    unsigned int inactivity_seconds;
    size_t connection_memory;
    MHD_AccessHandlerCallback access;
    MHD_RequestCompletedCallback completed;
    MHD_NotifyConnectionCallback connection;
    void *(*request_line)(void *context, const char *target, struct MHD_Connection *connection);
    void *context;
};

/// Starts the daemon; NULL with `errno` on failure. Variadic in C, see above.
static inline struct MHD_Daemon *pitcrew_mhd_start(const struct pitcrew_mhd_settings *s) {
    return MHD_start_daemon(
        s->flags, 0, NULL, NULL, s->access, s->context,
        MHD_OPTION_SOCK_ADDR, s->address,
        MHD_OPTION_THREAD_POOL_SIZE, s->threads,
        MHD_OPTION_CONNECTION_LIMIT, s->connection_limit,
        MHD_OPTION_CONNECTION_TIMEOUT, s->inactivity_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, s->connection_memory,
        MHD_OPTION_STRICT_FOR_CLIENT, (int)1,
        MHD_OPTION_NOTIFY_COMPLETED, s->completed, s->context,
        MHD_OPTION_NOTIFY_CONNECTION, s->connection, s->context,
        MHD_OPTION_URI_LOG_CALLBACK, s->request_line, s->context,
        MHD_OPTION_END);
}

/// The port the daemon listens on. `MHD_get_daemon_info` is variadic and answers with a union.
static inline unsigned int pitcrew_mhd_port(struct MHD_Daemon *daemon) {
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info == NULL ? 0 : info->port;
}

/// What the connection callback stored for this socket. `MHD_get_connection_info` is variadic and answers with a union.
static inline void *pitcrew_mhd_socket_context(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info == NULL ? NULL : info->socket_context;
}

/// The socket of a connection, or -1. Variadic and a union, as above.
static inline int pitcrew_mhd_descriptor(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info == NULL ? -1 : info->connect_fd;
}

/// Bytes of the request line and the headers. Variadic and a union, as above.
static inline size_t pitcrew_mhd_head_size(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info == NULL ? 0 : info->header_size;
}

/// A response of unknown length, sent in chunks. `MHD_SIZE_UNKNOWN` is a casted macro, which Swift does not import.
static inline struct MHD_Response *pitcrew_mhd_stream(
    size_t block, MHD_ContentReaderCallback read, void *context, MHD_ContentReaderFreeCallback release) {
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, block, read, context, release);
}

/// "The stream has ended": a casted macro in C.
static inline ssize_t pitcrew_mhd_end_of_stream(void) { return MHD_CONTENT_READER_END_OF_STREAM; }

/// "The stream broke": a casted macro in C.
static inline ssize_t pitcrew_mhd_end_with_error(void) { return MHD_CONTENT_READER_END_WITH_ERROR; }

#endif
