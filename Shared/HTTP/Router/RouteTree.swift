/// The routes by path segment. A literal segment wins over a named one, and the search comes back when it led nowhere, so the
/// order of declaration never matters. The path alone decides: where `/a/b` is declared it is never `/a/{x}`, whatever the method, as
/// OpenAPI has it (section 4.8.8.2, "Path Templating Matching").
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
        guard let leaf = leaf(segments[...], from: 0) else { return .none }
        let routes = nodes[leaf].routes
        guard let wanted = HTTPMethod(rawValue: method == "HEAD" ? "GET" : method), let route = routes[wanted] else {
            let heads = routes[.get] == nil ? [] : ["HEAD"]
            return .otherMethod(allowed: (routes.keys.map(\.rawValue) + heads + ["OPTIONS"]).sorted())
        }
        var parameters: [String: String] = [:]
        for (segment, value) in zip(route.template.segments, segments) {
            if case .parameter(let name) = segment { parameters[name] = value }
        }
        return .found(route, parameters: parameters)
    }

    private func leaf(_ rest: ArraySlice<String>, from index: Int) -> Int? {
        let node = nodes[index]
        guard let segment = rest.first else { return node.routes.isEmpty ? nil : index }
        if let next = node.literals[segment], let leaf = leaf(rest.dropFirst(), from: next) { return leaf }
        return node.parameter.flatMap { leaf(rest.dropFirst(), from: $0) }
    }
}
