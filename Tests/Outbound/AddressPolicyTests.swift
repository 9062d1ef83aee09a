import Foundation
import Outbound
import Testing

@Suite struct AddressPolicyTests {
    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
        "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "100::1",
        "2001::1", "2001:2::1", "2001:db8::1", "2002:7f00:1::1", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1",
        "fd12:3456::1",
        "fe80::1", "fec0::1", "ff02::1", "4000::1",
    ])
    func refusesAddressesThatAreNotPublic(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(!address.isPublic)
        #expect(!AddressPolicy.publicOnly.permits(address))
        #expect(AddressPolicy.any.permits(address))
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.0.0.1", "128.0.0.1",
        "172.15.0.1",
        "172.32.0.1", "192.167.0.1", "192.169.0.1", "198.17.0.1", "198.20.0.1", "223.255.255.255",
        "2606:4700:4700::1111", "2001:4860:4860::8888", "2a00:1450::1", "2400:cb00::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
    ])
    func permitsPublicAddresses(text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }

    @Test(arguments: ["", "x", "1.2.3", "1.2.3.4.5", "::g", "localhost", "1.2.3.256"])
    func refusesWhatIsNoAddress(text: String) {
        #expect(IPAddress(text) == nil)
    }

    /// Every spelling ends at the socket, where the check is; a name is caught at the address it resolved to.
    @Test func blocksOurOwnMachineByAnyName() async throws {
        let cases = [
            "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0x7f000001", "2130706433", "127.1", "0.0.0.0", "[::]",
        ]
        try await HTTPPeer.with { peer async throws in
            for host in cases {
                let url = try #require(URL(string: "http://\(host):\(peer.ports.http)/echo"))
                let request = OutboundRequest(.get, url, target: "peer", addressPolicy: .publicOnly)
                let kind = try await peer.failure(request)
                // The IPv6 spellings may also fail for want of IPv6.
                #expect(kind == .blockedAddress || kind == .resolve)
                #expect(kind == .blockedAddress || host.contains(":"))
                #expect(try await peer.seen().requests == 0)
            }
        }
    }

    /// A connection that was opened without the check must not serve a request that asks for it.
    @Test func doesNotReuseAnUncheckedConnection() async throws {
        try await HTTPPeer.with { peer async throws in
            #expect(try await peer.get("/status?code=200").status == 200)
            let request = OutboundRequest(.get, peer.url("/echo"), target: "peer", addressPolicy: .publicOnly)
            let kind = try await peer.failure(request)
            #expect(kind == .blockedAddress)
            #expect(try await peer.seen().requests == 1)
        }
    }
}
