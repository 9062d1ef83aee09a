#ifndef CPOSTGRESQL_SHIM_H
#define CPOSTGRESQL_SHIM_H
#include <postgresql/libpq-fe.h>
// Swift's Glibc module leaves these two out; the driver waits for all sockets with them.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#endif
