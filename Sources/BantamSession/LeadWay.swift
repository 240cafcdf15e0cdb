import BantamProgram
import BantamStore

/// The whole way from the segment to the payment, in figures.
public struct LeadWay: Sendable {
  /// One step of the way.
  public struct Step: Sendable, Hashable {
    public enum Kind: Sendable {
      /// Part of the way itself.
      case main
      /// Some of the contacts of the main step before it.
      case part
      /// Beside the way.
      case other
    }

    public var name: String
    public var kind: Kind
    /// Each once.
    public var contacts: Int
    /// How often it happened; nil where that is once per contact.
    public var count: Int?
    /// Ten-thousandths.
    public var amount: Int64?

    init(_ name: String, _ kind: Kind, _ contacts: Int, count: Int? = nil, amount: Int64? = nil) {
      self.name = name
      self.kind = kind
      self.contacts = contacts
      self.count = count
      self.amount = amount
    }

    init(_ name: String, _ kind: Kind, _ figures: SQLiteContactStore.EventFigures?) {
      self.init(name, kind, figures?.contacts ?? 0, count: figures?.count ?? 0, amount: figures?.amount)
    }
  }

  /// A stage of a funnel.
  public struct StageFigures: Sendable, Hashable {
    public var name: String
    public var label: String?
    public var team: String?
    /// Ever, in several projects once in each.
    public var reached: Int
    /// The stage before it: of those that a transition leads from, upwards, the one that most contacts reached.
    public var before: Int?
    public var now: Int
    /// Of the stays in milliseconds; nil: nobody ever was there.
    public var median: Int64?
    public var mean: Int64?
    public var longest: Int64?
    /// Contacts that are there for longer than the stage allows; nil where it does not say.
    public var overdue: Int?
    /// What is suggested for them: `demote to contact`.
    public var suggestion: String?
  }

  public struct FunnelFigures: Sendable {
    public var name: String
    public var label: String?
    public var stages: [StageFigures]
  }

  /// A project, or all of them.
  public struct Section: Sendable {
    public var title: String
    /// nil: all, or what belongs to no project.
    public var project: String?
    public var campaigns: [String]
    public var steps: [Step] = []
    public var funnels: [FunnelFigures] = []

    /// Nobody is a member, no event is noted, nobody stands anywhere.
    public var isQuiet: Bool {
      steps.dropFirst().allSatisfy { $0.contacts == 0 }
        && funnels.allSatisfy { $0.stages.allSatisfy { $0.reached == 0 && $0.now == 0 } }
    }

    /// The main step that a step is compared with; nil for the first. Steps that nobody took are passed over.
    public func base(of index: Int) -> Step? {
      let before = steps[..<index]
      switch steps[index].kind {
      case .main: return before.last { $0.kind == .main && $0.contacts > 0 } ?? before.first
      case .part: return before.last { $0.kind == .main }
      case .other: return nil
      }
    }
  }

  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var asOf: Int64
  public var zone: String
  public var currency: String
  /// A day or an instant as it was asked for.
  public var from: String?
  public var to: String?
  public var campaign: String?
  public var sections: [Section] = []
  /// Of several sections.
  public var total: Section?
  /// No campaign has run and no event is noted.
  public var isEmpty = false
  /// Contacts in an audience only because somebody added them.
  public var addedByHand = 0
}
