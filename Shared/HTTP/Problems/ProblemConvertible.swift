/// An error of a layer that knows nothing of HTTP, told what it is to a client where both layers are known.
public protocol ProblemConvertible: Error {
    /// What the client is told, without internals; nil where it is 500 like any other surprise.
    var problem: Problem? { get }
}
