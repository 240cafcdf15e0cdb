/// What the outputs for other programs say beside the findings themselves.
public struct FindingsContext: Sendable {
  /// Of this program, such as `0.1.0`.
  public var version: String
  public var paths: PathBase
  /// The explanation of a code, nil for an unknown one.
  public var explanation: @Sendable (String) -> Explanation?

  public init(version: String, paths: PathBase, explanation: @escaping @Sendable (String) -> Explanation?) {
    self.version = version
    self.paths = paths
    self.explanation = explanation
  }

  /// `BT0201: unknown name`
  func heading(of code: String) -> String { explanation(code).map { "\(code): \($0.title)" } ?? code }
}
