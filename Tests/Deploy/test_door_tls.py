"""The door's TLS as OpenSSL sees it from Python: versions, ciphers, tickets, certificate."""

import ssl
import unittest
import warnings

from door import DoorTest

MODERN = "ECDHE-ECDSA-AES128-GCM-SHA256"


class TransportSecurity(DoorTest):
    def handshake(self, least=None, most=None, ciphers=None, session=None):
        context = self.trusting()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # the old versions are deprecated, which is why we try them
            if least:
                context.minimum_version = least
            if most:
                context.maximum_version = most
        if ciphers:
            context.set_ciphers(ciphers)
        with self.secure(context) as secure:
            # Answered, so that whatever the server sends after the handshake is here.
            secure.sendall(b"GET /favicon.svg HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            while secure.recv(65536):
                pass
            return secure.version(), secure.cipher()[0], secure.session

    def test_two_versions_are_spoken_and_no_older_one(self):
        self.assertEqual("TLSv1.3", self.handshake()[0])
        self.assertEqual("TLSv1.2", self.handshake(most=ssl.TLSVersion.TLSv1_2)[0])
        for old in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
            with self.assertRaises(ssl.SSLError, msg=old):
                self.handshake(least=old, most=old, ciphers="ALL:@SECLEVEL=0")

    def test_only_ciphers_with_forward_secrecy_and_authentication_are_taken(self):
        self.assertEqual(MODERN, self.handshake(most=ssl.TLSVersion.TLSv1_2, ciphers=MODERN)[1])
        for old in ["ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES128-SHA", "AES128-GCM-SHA256", "DHE-RSA-AES128-GCM-SHA256", "aNULL", "eNULL"]:
            with self.assertRaises((ssl.SSLError, ConnectionError), msg=old):
                self.handshake(most=ssl.TLSVersion.TLSv1_2, ciphers=f"{old}:@SECLEVEL=0")

    def test_no_tickets_are_given(self):
        self.assertFalse(self.handshake(most=ssl.TLSVersion.TLSv1_2)[2].has_ticket)


if __name__ == "__main__":
    unittest.main()
