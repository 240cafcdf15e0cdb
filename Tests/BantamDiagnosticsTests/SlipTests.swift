import BantamDiagnostics
import Testing

/// Which names count as a slip of the pen.
struct SlipTests {
  @Test(arguments: [
    ("demo_requst", "demo_request"), ("demo_reqeust", "demo_request"), ("offer_mode", "offer_made"),
    ("ofer_acepted", "offer_accepted"), ("foffer_made", "offer_made"), ("Trial", "trail"),
  ])
  func isOne(_ pair: (String, String)) {
    #expect(isSlip(pair.0, pair.1))
    #expect(isSlip(pair.1, pair.0))
  }

  @Test(arguments: [
    ("fair_2025", "fair_2026"), ("demoted", "promoted"), ("offer_made", "offer_made"), ("left", "lift"),
    ("demo_visit", "demo_request"), ("order", "ordering"),
  ])
  func isNone(_ pair: (String, String)) {
    #expect(!isSlip(pair.0, pair.1))
    #expect(!isSlip(pair.1, pair.0))
  }
}
