import BantamDiagnostics

/// What became of one `test` block.
public struct TestResult: Sendable {
  public var name: String
  public var span: Span
  /// One per expectation that does not hold, in the order of the block; none: the test passed.
  public var failures: [Diagnostic]

  public var hasPassed: Bool { failures.isEmpty }

  public init(name: String, span: Span, failures: [Diagnostic]) {
    self.name = name
    self.span = span
    self.failures = failures
  }
}
