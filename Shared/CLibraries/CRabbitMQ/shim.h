#ifndef CRABBITMQ_SHIM_H
#define CRABBITMQ_SHIM_H
#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

/* The header writes method ids as casts, which Swift does not import. */
enum {
    PITCREW_CONNECTION_CLOSE = AMQP_CONNECTION_CLOSE_METHOD,
    PITCREW_CONNECTION_CLOSE_OK = AMQP_CONNECTION_CLOSE_OK_METHOD,
    PITCREW_CONNECTION_BLOCKED = AMQP_CONNECTION_BLOCKED_METHOD,
    PITCREW_CONNECTION_UNBLOCKED = AMQP_CONNECTION_UNBLOCKED_METHOD,
    PITCREW_CHANNEL_OPEN = AMQP_CHANNEL_OPEN_METHOD,
    PITCREW_CHANNEL_OPEN_OK = AMQP_CHANNEL_OPEN_OK_METHOD,
    PITCREW_CHANNEL_CLOSE = AMQP_CHANNEL_CLOSE_METHOD,
    PITCREW_CHANNEL_CLOSE_OK = AMQP_CHANNEL_CLOSE_OK_METHOD,
    PITCREW_CHANNEL_FLOW = AMQP_CHANNEL_FLOW_METHOD,
    PITCREW_CHANNEL_FLOW_OK = AMQP_CHANNEL_FLOW_OK_METHOD,
    PITCREW_EXCHANGE_DECLARE = AMQP_EXCHANGE_DECLARE_METHOD,
    PITCREW_EXCHANGE_DECLARE_OK = AMQP_EXCHANGE_DECLARE_OK_METHOD,
    PITCREW_QUEUE_DECLARE = AMQP_QUEUE_DECLARE_METHOD,
    PITCREW_QUEUE_DECLARE_OK = AMQP_QUEUE_DECLARE_OK_METHOD,
    PITCREW_BASIC_QOS = AMQP_BASIC_QOS_METHOD,
    PITCREW_BASIC_QOS_OK = AMQP_BASIC_QOS_OK_METHOD,
    PITCREW_BASIC_CONSUME = AMQP_BASIC_CONSUME_METHOD,
    PITCREW_BASIC_CONSUME_OK = AMQP_BASIC_CONSUME_OK_METHOD,
    PITCREW_BASIC_CANCEL = AMQP_BASIC_CANCEL_METHOD,
    PITCREW_BASIC_CANCEL_OK = AMQP_BASIC_CANCEL_OK_METHOD,
    PITCREW_BASIC_RETURN = AMQP_BASIC_RETURN_METHOD,
    PITCREW_BASIC_DELIVER = AMQP_BASIC_DELIVER_METHOD,
    PITCREW_BASIC_ACK = AMQP_BASIC_ACK_METHOD,
    PITCREW_BASIC_NACK = AMQP_BASIC_NACK_METHOD,
    PITCREW_CONFIRM_SELECT = AMQP_CONFIRM_SELECT_METHOD,
    PITCREW_CONFIRM_SELECT_OK = AMQP_CONFIRM_SELECT_OK_METHOD
};

static inline amqp_table_entry_t pitcrew_capability(const char *name) {
    amqp_table_entry_t entry;
    memset(&entry, 0, sizeof entry);
    entry.key = amqp_cstring_bytes(name);
    entry.value.kind = AMQP_FIELD_KIND_BOOLEAN;
    entry.value.value.boolean = 1;
    return entry;
}

/* The login is variadic, which Swift cannot call; and the plain one announces none of these capabilities. The library clones
   the tables while it logs in, so that they may live on this stack. */
static inline amqp_rpc_reply_t pitcrew_login(
    amqp_connection_state_t state, const char *vhost, int channels, int frame_size, int heartbeat, const char *connection_name,
    const char *user, const char *password) {
    amqp_table_entry_t capabilities[4];
    amqp_table_entry_t properties[2];
    amqp_table_t table = {2, properties};
    capabilities[0] = pitcrew_capability("connection.blocked");
    capabilities[1] = pitcrew_capability("consumer_cancel_notify");
    capabilities[2] = pitcrew_capability("publisher_confirms");
    capabilities[3] = pitcrew_capability("basic.nack");
    memset(properties, 0, sizeof properties);
    properties[0].key = amqp_cstring_bytes("capabilities");
    properties[0].value.kind = AMQP_FIELD_KIND_TABLE;
    properties[0].value.value.table.num_entries = 4;
    properties[0].value.value.table.entries = capabilities;
    properties[1].key = amqp_cstring_bytes("connection_name");
    properties[1].value.kind = AMQP_FIELD_KIND_UTF8;
    properties[1].value.value.bytes = amqp_cstring_bytes(connection_name);
    return amqp_login_with_properties(
        state, vhost, channels, frame_size, heartbeat, &table, AMQP_SASL_METHOD_PLAIN, user, password);
}

/* Swift's view of glibc does not hold TCP_CORK everywhere: one packet for many frames while it is on, sent when turned off. */
static inline int pitcrew_cork(int socket, int on) {
    return setsockopt(socket, IPPROTO_TCP, TCP_CORK, &on, sizeof on);
}

/* Swift's view of glibc lacks eventfd. */
static inline int pitcrew_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
#endif
