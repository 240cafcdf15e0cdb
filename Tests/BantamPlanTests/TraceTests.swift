import BantamPlan
import BantamProgram
import BantamSystem
import Testing

/// A plan with a trace asks what the plan without it asks, and knows where each condition went.
struct TraceTests {
  static let rules = """
    purpose news { basis consent when tags contains "opted in", channel email }
    segment large of company { employees >= 50 or revenue > 1_000_000 EUR }
    segment busy of company { large, any person { did "visit" in last 30 days where amount > 5 EUR } }
    segment open { reachable for news, not (city = "Kiel" and postcode is missing) }
    score fit {
        a weight 1 { 100 when large, 50 when city = "Kiel" }
        b weight 1 sum to 50 { 5 per "visit" up to 20, 10 when did "order" }
        veto "none" when name is missing
    }
    campaign spring { audience busy, exclude city = "Kiel", qualify with fit, purpose news }
    """

  @Test func theSameNodes() throws {
    let program = try checkedProgram(Self.rules)
    let plain = makePlan(program, asOf: 0, zone: .utc).plan
    let (traced, errors, trace) = makeTracedPlan(program, asOf: 0, zone: .utc)
    #expect(errors.isEmpty)
    #expect(words(traced) == words(plain))
    #expect(traced.segments.map(\.node) == plain.segments.map(\.node))
    #expect(trace.roots[.audience(0)]?.node == plain.campaigns[0].audience)
    #expect(trace.roots[.exclusion(0, 0)]?.node == plain.campaigns[0].removals[0].node)
    #expect(trace.roots[.veto(0, 0)]?.node == plain.scores[0].vetoes[0].node)
    #expect(trace.scans.keys.contains(.line(0, discipline: 1, line: 0)))
  }

  /// Nodes with their counters written out: a traced plan has more counters.
  private func words(_ plan: Plan) -> [String] {
    plan.nodes.map { node in
      guard case .counter(let counter, let low, let high) = node else { return "\(node)" }
      return "\(plan.counters[counter]) \(low) \(high)"
    }
  }

  @Test func partsAreThoseThatAreWritten() throws {
    let program = try checkedProgram(Self.rules)
    let trace = makeTracedPlan(program, asOf: 0, zone: .utc).trace
    func texts(_ trace: ConditionTrace?) -> [String] {
      (trace?.parts ?? []).map {
        program.files.isEmpty ? "" : program.files[$0.condition.span.file].text($0.condition.span)
      }
    }
    #expect(texts(trace.roots[.segment(0)]?.parts.first) == ["employees >= 50", "revenue > 1_000_000 EUR"])
    let busy = try #require(trace.roots[.segment(1)])
    #expect(busy.parts.map(\.parts.count) == [0, 1])
    #expect(busy.parts[1].parts[0].parts[0].scans.count == 1)
    #expect(try #require(trace.roots[.segment(2)]).parts[0].obstacles.count == 4)
    #expect(trace.roots[.basis(0)] != nil)
  }
}
