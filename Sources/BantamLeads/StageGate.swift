import BantamProgram
import BantamStore

/// The one place where a change of stage is decided. It writes nothing: who asks writes the move that comes out.
public struct StageGate: Sendable {
  public let funnel: Funnel

  public init(_ funnel: Funnel) { self.funnel = funnel }

  /// What the gate needs to know of the contact, asked only where it matters.
  public struct Facts {
    /// Whether the guard of a transition holds.
    public var guardHolds: (_ transition: Int) -> Bool
    /// The required fields of a stage that are missing.
    public var missingFields: (_ stage: Int) -> [FieldID]
    public init(guardHolds: @escaping (Int) -> Bool, missingFields: @escaping (Int) -> [FieldID]) {
      self.guardHolds = guardHolds
      self.missingFields = missingFields
    }
  }

  public enum Ruling: Sendable {
    /// To a stage, along a transition; nil: the contact enters the funnel at its first stage.
    case moves(to: Int, transition: Int?)
    /// Nothing to move: the event is noted only.
    case stays
    case refused(Refusal)
  }

  public enum Refusal: Sendable, Hashable {
    /// In a final stage.
    case locked(stage: Int)
    /// The event moves contacts of other stages; transitions that it would take.
    case notFromHere(stage: Int, transitions: [Int])
    case guardFails(transition: Int)
    case missing(stage: Int, fields: [FieldID])
    /// No transition leads there from here.
    case noWay(from: Int, to: Int)
  }

  /// An event happens. `stage` nil: the contact is not in the funnel yet, and counts as in its first stage.
  public func decide(event: String, at stage: Int?, _ facts: Facts) -> Ruling {
    let place = stage ?? 0
    let matching = funnel.transitions.indices.filter { funnel.transitions[$0].events.contains(event) }
    if let stage, funnel.stages[stage].isFinal {
      // What the funnel does not know changes no lead: an account orders, is invoiced and pays.
      return matching.isEmpty && !Self.wishes.contains(event) ? .stays : .refused(.locked(stage: stage))
    }
    let here = matching.filter { funnel.transitions[$0].from == place }
    if here.isEmpty {
      if stage == nil, event == Self.joined { return .moves(to: 0, transition: nil) }
      // Who is at the target, or past it, got there before: a second offer is noted, no more.
      let isPast = matching.contains { funnel.transitions[$0].to <= place }
      return matching.isEmpty || isPast ? .stays : .refused(.notFromHere(stage: place, transitions: matching))
    }
    return along(here, facts)
  }

  /// A person moves the contact to a stage; any transition between the two will do.
  public func decide(moveTo target: Int, at stage: Int?, _ facts: Facts) -> Ruling {
    let place = stage ?? 0
    if let stage, funnel.stages[stage].isFinal { return .refused(.locked(stage: stage)) }
    if place == target { return .stays }
    let ways = funnel.transitions.indices.filter {
      funnel.transitions[$0].from == place && funnel.transitions[$0].to == target
    }
    return ways.isEmpty ? .refused(.noWay(from: place, to: target)) : along(ways, facts)
  }

  private func along(_ transitions: [Int], _ facts: Facts) -> Ruling {
    var refusal: Refusal?
    for index in transitions {
      let transition = funnel.transitions[index]
      if transition.guardCondition != nil, !facts.guardHolds(index) {
        refusal = refusal ?? .guardFails(transition: index)
        continue
      }
      let missing = facts.missingFields(transition.to)
      if missing.isEmpty { return .moves(to: transition.to, transition: index) }
      refusal = refusal ?? .missing(stage: transition.to, fields: missing)
    }
    return refusal.map { .refused($0) } ?? .stays
  }

  /// What is written where a ruling moves a contact. Who is not in the funnel yet comes from its first stage, or enters
  /// there.
  ///
  /// - Parameter rule: the place of the transition, such as `funnel.bant:12`.
  public func move(
    _ contact: SQLValue, in track: Track, from stage: Int?, to target: Int, by event: String, rule: String?
  ) -> StageMove {
    StageMove(
      funnel: funnel.name, project: track.project, contact: contact,
      from: stage.map { funnel.stages[$0].name } ?? (target == 0 ? nil : funnel.stages[0].name),
      to: funnel.stages[target].name, event: event, rule: rule, isFinal: funnel.stages[target].isFinal)
  }

  /// The event of a new member.
  public static let joined = Funnel.joined
  /// Events that are about the stage and nothing else.
  private static let wishes: Set = ["converted", "demoted"]
  /// The event of `open opportunity`.
  public static let opened = "opportunity_opened"
}
