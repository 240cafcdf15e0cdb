import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamStore

/// Why a contact is in or out, and how its score came about: data for people and programs alike.
public struct ContactExplanation: Sendable {
  /// The contact's key.
  public var key: SQLValue
  public var name: String
  public var kind: String
  /// The instant of the answers, on the rule set's clock.
  public var asOf: String
  public var sections: [Section]

  public enum Section: Sendable {
    case segment(SegmentExplanation)
    case campaign(CampaignExplanation)
    case score(ScoreExplanation)
  }
}

/// A condition as written, what the engine says, and what that rests on.
public struct Clause: Sendable {
  public var text: String
  /// nil: a heading, such as the person that the parts are about.
  public var holds: Bool?
  /// What the answer rests on that is not known: `employees`.
  public var missing: [String] = []
  /// The contact's own values: `employees = 12`.
  public var values: [String] = []
  public var parts: [Clause] = []
  /// Parts that did not decide and are not shown.
  public var hiddenCount = 0

  /// `no, because employees is missing`
  public var answer: String {
    guard let holds else { return "" }
    let word = holds ? "yes" : "no"
    if missing.isEmpty { return word }
    return "\(word), \(holds ? "as" : "because") \(listed(missing)) \(missing.count == 1 ? "is" : "are") missing"
  }
}

public struct SegmentExplanation: Sendable {
  public var name: String
  public var label: String?
  public var clause: Clause
  public var changes: Changes
}

public struct CampaignExplanation: Sendable {
  public var name: String
  public var label: String?
  public var isLead: Bool
  /// What took the contact out, or that nothing did: `excluded: customer_of_ours`.
  public var verdict: String
  public var steps: [Step]
  /// What people did by hand: `taken out by anna on 2026-03-01: knows us already`.
  public var byHand: [String]
  /// What keeps the contact out whatever its own values are.
  public var obstacle: String?
  /// nil where others decide: there is such an obstacle, or it is beyond the limit.
  public var changes: Changes?
  public var score: ScoreExplanation?

  /// One step of the way from the audience to the leads.
  public struct Step: Sendable {
    public enum Outcome: String, Sendable {
      case passed
      /// The first step that takes the contact out.
      case takenOut = "taken out"
      /// A later one that would have.
      case alsoTakenOut = "would be taken out too"
    }
    public var words: String
    public var outcome: Outcome
    public var clause: Clause?
    public var details: [String] = []
  }
}

/// Numbers are ten-thousandths of points unless they say otherwise.
public struct ScoreExplanation: Sendable {
  public var name: String
  public var label: String?
  public var disciplines: [DisciplineExplanation]
  /// The sum of the disciplines' shares.
  public var total: Int64
  /// Some shares are rounded, in a way that they still add up.
  public var isRounded: Bool
  public var grade: String?
  public var veto: (reason: String, clause: Clause)?
  public var low: Int64
  public var high: Int64
  /// Whole percent of the weights that rest on nothing missing.
  public var completeness: Int
  public var nextQuestion: String?
  public var nextGrade: (name: String, from: Int64, distance: Int64)?
  /// nil where there is no better grade.
  public var changes: Changes?
}

public struct DisciplineExplanation: Sendable {
  public var name: String
  public var weight: Int
  public var points: Int64
  /// points · weight / all weights
  public var share: Int64
  public var lines: [Line]
  /// The most points of a sum, and what its lines add up to before that.
  public var sum: (of: Int, added: Int64)?
  /// A person's points in the place of those of the rules.
  public var assessed: Assessed?

  /// A line that gave points.
  public struct Line: Sendable {
    /// In the unit of the line; a sum has many.
    public var points: Int64
    public var clause: Clause
  }

  public struct Assessed: Sendable {
    /// `by anna on 2026-03-01: met the owner`
    public var words: String
    /// What the rules alone would give.
    public var rulePoints: Int64
  }
}

/// The smallest changes that turn an answer round, each tried by the engine.
public struct Changes: Sendable {
  /// What they would bring about: `it would be no`, `grade A`.
  public var goal: String
  /// Each a change, or two that are needed together.
  public var found: [[String]]
  public var tried: Int
}
