import Contracts
import Foundation
import Observability

/// What happens to a request between the engine and its handler: match, admit, trace, run, map errors, record.
final class RequestPipeline: RequestAdmitting {
    private let tree: RouteTree
    private let configuration: HTTPServerConfiguration
    private let access: AccessControl
    private let tracer: Tracer
    private let records: RequestRecorder

    init(
        routes: [Route], configuration: HTTPServerConfiguration, access: AccessControl, tracer: Tracer, records: RequestRecorder
    ) {
        tree = RouteTree(routes)
        self.configuration = configuration
        self.access = access
        self.tracer = tracer
        self.records = records
    }

    func admit(_ head: RequestHead) -> Admission {
        guard let target = RequestTarget(head.target) else { return .answer(answer(head, Problem(.malformedPath).response)) }
        switch tree.match(head.method, target.segments) {
        case .found(let route, let parameters):
            return .accept(admitted(Call(route: route, parameters: parameters, head: head, target: target)))
        case .otherMethod(let allowed):
            let allow: HTTPHeaders = ["Allow": allowed.joined(separator: ", ")]
            if head.method == "OPTIONS" {
                return .answer(answer(head, EngineResponse(status: 204, headers: allow.fields, body: .bytes([]))))
            }
            return .answer(answer(head, Problem(.methodNotAllowed, headers: allow).response))
        case .none: return .answer(answer(head, Problem(.notFound, detail: "No operation has this path.").response))
        }
    }

    func refuse(_ head: RequestHead, _ reason: Refusal) -> EngineResponse {
        answer(head, Problem(refused: reason).response)
    }

    /// An answer that no route gives.
    private func answer(_ head: RequestHead, _ response: EngineResponse) -> EngineResponse {
        let record = records.begin(nil, requestID: RequestID.of(head))
        record.finish(response)
        return response.adding(RequestID.header, record.requestID)
    }

    private func admitted(_ call: Call) -> AdmittedRequest {
        let record = records.begin(call.route, requestID: RequestID.of(call.head))
        return AdmittedRequest(
            maximumBody: maximumBody(of: call),
            timeLimit: configuration.handlerDeadline,
            run: { body, deadline in await self.run(call, record, body, deadline) },
            refuse: { reason in
                let response = Problem(refused: reason).response.adding(RequestID.header, record.requestID)
                record.finish(response)
                return response
            }
        )
    }

    private func maximumBody(of call: Call) -> Int {
        if let ofRoute = call.route.maximumBody { return ofRoute }
        guard call.route.access.takesStrangers else { return configuration.maximumBody }
        return min(configuration.maximumStrangersBody, configuration.maximumBody)
    }

    private func run(
        _ call: Call, _ record: RequestRecord, _ body: [UInt8], _ deadline: ContinuousClock.Instant
    ) async -> EngineResponse {
        let parent = call.head.headers["traceparent"].flatMap(TraceContext.init(traceparent:))
        return await tracer.withSpan(call.spanName, kind: .server, parent: parent, attributes: call.attributes) {
            let answer = await self.respond(to: call, record, body, deadline)
            if ContentCoding.takesLong(for: answer, to: call.head) { await Task.yield() }
            var response = ContentCoding.apply(to: answer, for: call.head)
            response.headers.append((RequestID.header, record.requestID))
            if let trace = Tracer.current { response.headers.append(("traceparent", trace.traceparent)) }
            response.body = response.body.followed(by: record, in: Tracer.current)
            Tracer.setAttribute("http.response.status_code", String(response.status))
            if response.status >= 500 { Tracer.fail("server error") }
            record.finish(response)
            return response
        }
    }

    private func respond(
        to call: Call, _ record: RequestRecord, _ body: [UInt8], _ deadline: ContinuousClock.Instant
    ) async -> EngineResponse {
        do {
            guard call.route.isOpen?() != false else { throw Problem(.starting, retryAfter: 1) }
            let (principal, bearer) = try await access.admit(call.head, to: call.route.access)
            let context = RequestContext(
                method: call.head.method, path: call.target.path, pathParameters: call.parameters, headers: call.head.headers,
                principal: principal, bearer: bearer, requestID: record.requestID, trace: Tracer.current, deadline: deadline,
                rawBody: body, rawQuery: call.target.query
            )
            try IdempotencyKey.demand(for: call.route, in: context)
            return access.guarding(try await call.route.handle(context), to: call.head, call.route.access)
        } catch {
            let problem = Problem(error)
            if problem.status == 500 || error is any ProblemConvertible { record.failed(error) }
            return problem.response
        }
    }
}

/// A request with the route it is for.
private struct Call: Sendable {
    let route: Route
    let parameters: [String: String]
    let head: RequestHead
    let target: RequestTarget

    var spanName: String { "\(route.method.rawValue) \(route.template.text)" }

    var attributes: [String: String] {
        ["http.request.method": head.method, "http.route": route.template.text]
    }
}

extension EngineResponse.Body {
    /// A streamed body is produced after the span of its request has ended: its work and logs still belong to the trace, and its
    /// failure, which the client sees as a broken body, is logged.
    fileprivate func followed(by record: RequestRecord, in trace: TraceContext?) -> Self {
        guard case .stream(let isLive, let produce) = self else { return self }
        return .stream(isLive: isLive) { writer in
            try await Tracer.$current.withValue(trace) {
                do {
                    try await produce(writer)
                } catch {
                    if !(error is ClientGone || error is CancellationError) { record.failed(error) }
                    throw error
                }
            }
        }
    }
}

extension EngineResponse {
    fileprivate func adding(_ name: String, _ value: String) -> EngineResponse {
        var copy = self
        copy.headers.append((name, value))
        return copy
    }
}
