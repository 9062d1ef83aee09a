/// The routes by path segment. A literal segment wins over a named one, and the search comes back when it led nowhere, so the
/// order of declaration never matters.
struct RouteTree: Sendable {
    enum Match: Sendable {
        case found(Route, parameters: [String: String])
        case otherMethod(allowed: [String])
        case none
    }

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var parameter: Int?
        var routes: [HTTPMethod: Route] = [:]
    }

    private var nodes = [Node()]

    init(_ routes: [Route]) {
        for route in routes { add(route) }
    }

    private mutating func add(_ route: Route) {
        let leaf = route.template.segments.reduce(0) { child(of: $0, $1) }
        precondition(nodes[leaf].routes[route.method] == nil, "declared twice: \(route.method.rawValue) \(route.template.text)")
        nodes[leaf].routes[route.method] = route
    }

    /// The node below, made where there is none.
    private mutating func child(of parent: Int, _ segment: PathTemplate.Segment) -> Int {
        let fresh = nodes.count
        switch segment {
        case .literal(let text):
            if let known = nodes[parent].literals[text] { return known }
            nodes[parent].literals[text] = fresh
        case .parameter:
            if let known = nodes[parent].parameter { return known }
            nodes[parent].parameter = fresh
        }
        nodes.append(Node())
        return fresh
    }

    /// Finds the route. HEAD is a GET whose body is not sent (RFC 9110, section 9.3.2).
    func match(_ method: String, _ segments: [String]) -> Match {
        let wanted = HTTPMethod(rawValue: method == "HEAD" ? "GET" : method)
        var allowed: Set<String> = []
        guard let route = find(wanted, segments[...], from: 0, &allowed) else {
            return allowed.isEmpty ? .none : .otherMethod(allowed: allowed.union(["OPTIONS"]).sorted())
        }
        var parameters: [String: String] = [:]
        for (segment, value) in zip(route.template.segments, segments) {
            if case .parameter(let name) = segment { parameters[name] = value }
        }
        return .found(route, parameters: parameters)
    }

    private func find(
        _ method: HTTPMethod?, _ rest: ArraySlice<String>, from index: Int, _ allowed: inout Set<String>
    ) -> Route? {
        let node = nodes[index]
        guard let segment = rest.first else {
            if let method, let route = node.routes[method] { return route }
            for known in node.routes.keys { allowed.formUnion(known == .get ? ["GET", "HEAD"] : [known.rawValue]) }
            return nil
        }
        if let next = node.literals[segment], let route = find(method, rest.dropFirst(), from: next, &allowed) { return route }
        return node.parameter.flatMap { find(method, rest.dropFirst(), from: $0, &allowed) }
    }
}
