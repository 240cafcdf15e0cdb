import BantamDiagnostics
import BantamExplain

/// What became of one `test` block.
public struct TestResult: Sendable {
  public var name: String
  public var span: Span
  /// One per expectation that does not hold, in the order of the block; none: the test passed.
  public var failures: [FailedExpectation]

  public var hasPassed: Bool { failures.isEmpty }

  public init(name: String, span: Span, failures: [FailedExpectation]) {
    self.name = name
    self.span = span
    self.failures = failures
  }
}

/// An expectation that does not hold.
public struct FailedExpectation: Sendable {
  public var diagnostic: Diagnostic
  /// The conditions or points it is about, as `why` shows them; nil where nobody asked for it.
  public var explanation: ContactExplanation?

  public init(diagnostic: Diagnostic, explanation: ContactExplanation? = nil) {
    self.diagnostic = diagnostic
    self.explanation = explanation
  }
}
