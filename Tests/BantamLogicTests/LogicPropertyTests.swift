import BantamDiagnostics
import BantamEngine
import BantamLogic
import BantamPlan
import BantamProgram
import BantamSystem
import BantamTestRunner
import SpecSupport
import Testing

/// What the logic claims is never contradicted by a contact, whatever the rules.
struct LogicPropertyTests {
  static let contacts = RandomContacts(seed: 7, count: 100_000)
  static let segmentsPerProgram = 9

  struct Asked {
    var program: Program
    var masks: [[UInt8]]
  }

  /// A random program and its answers for all contacts.
  static func asked(_ seed: UInt64) throws -> Asked {
    var random = RandomRules(seed: seed)
    let (program, errors) = SpecExample(rules: random.rules(segmentsPerProgram)).checked()
    try #require(errors.isEmpty, "\(specReport(errors, program.files))")
    let (plan, planErrors) = makePlan(program, asOf: RandomContacts.asOf, zone: .utc)
    try #require(planErrors.isEmpty)
    let outcome = evaluate(
      plan, lists: program.lists, over: contacts.columns(for: plan, program),
      request: EvaluationRequest(threads: 2, masks: plan.segments.map(\.node)))
    return Asked(program: program, masks: outcome.masks.map { mask in mask.map { $0 & 1 } })
  }

  @Test(arguments: 0..<16)
  func nothingIsContradicted(_ seed: Int) throws {
    let asked = try Self.asked(UInt64(seed))
    let logic = Logic(asked.program, zone: .utc)
    for (first, segment) in asked.program.segments.enumerated() {
      let one = Condition(.segment(first), segment.span)
      let mask = asked.masks[first]
      if logic.isNever(one) { #expect(!mask.contains(1), "\(seed) s\(first) is not never") }
      if logic.isAlways(segment.condition), segment.context == .contact {
        #expect(!mask.contains(0), "\(seed) s\(first) is not always")
      }
      for (second, other) in asked.program.segments.enumerated() where second != first {
        let two = Condition(.segment(second), other.span)
        let otherMask = asked.masks[second]
        if logic.implies(one, two) {
          #expect(!zip(mask, otherMask).contains { $0 == 1 && $1 == 0 }, "\(seed) s\(first) does not imply s\(second)")
        }
        if first < second, logic.areDisjoint(one, two) {
          #expect(!zip(mask, otherMask).contains { $0 & $1 == 1 }, "\(seed) s\(first) meets s\(second)")
        }
      }
    }
  }

  /// It does claim something. Part of what is true of these contacts follows from arithmetic, or is chance.
  @Test func claimsAreMade() throws {
    var (claimed, isTrue) = (0, 0)
    var (shown, possible) = (0, 0)
    var unseen: [String] = []
    var unshown: [String] = []
    for seed in 100..<106 {
      let asked = try Self.asked(UInt64(seed))
      let logic = Logic(asked.program, zone: .utc)
      for (first, segment) in asked.program.segments.enumerated() {
        let one = Condition(.segment(first), segment.span)
        for (second, other) in asked.program.segments.enumerated() where second != first {
          // Of few contacts it may be true by chance.
          let isCommon = asked.masks[first].count { $0 == 1 } > 500 && asked.masks[second].contains(0)
          let isImplied =
            isCommon && !zip(asked.masks[first], asked.masks[second]).contains { $0 == 1 && $1 == 0 }
          guard isImplied else { continue }
          isTrue += 1
          if logic.implies(one, Condition(.segment(second), other.span)) {
            claimed += 1
          } else {
            unseen.append("\(seed) s\(first) s\(second)")
          }
        }
        if asked.masks[first].contains(1) {
          possible += 1
          if try hasExample(one, logic, asked.program) { shown += 1 } else { unshown.append("\(seed) s\(first)") }
        }
      }
    }
    #expect(claimed * 3 >= isTrue && claimed > 0, "\(claimed) of \(isTrue) implications are seen, not \(unseen)")
    #expect(shown * 100 >= possible * 75, "\(shown) of \(possible) segments have an example, not \(unshown)")
  }

  private func hasExample(_ condition: Condition, _ logic: Logic, _ program: Program) throws -> Bool {
    try logic.witnesses([(condition, true)], asOf: RandomContacts.asOf).contains { witness in
      let found = answers(
        to: [condition], of: witness.contacts, activities: witness.activities, program, asOf: RandomContacts.asOf,
        zone: .utc)
      return try #require(found)[0][0]
    }
  }
}
