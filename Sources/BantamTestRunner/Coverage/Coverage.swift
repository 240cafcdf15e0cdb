import BantamDiagnostics
import BantamPlan
import BantamProgram

/// What the tests of a rule set have seen of it.
///
/// The share is the outcomes seen of all that could be: of each condition yes, no and, where it reads values that can be
/// missing, an answer that rests on a missing one; of each point line and veto that it gave something; of each grade that
/// it was given; of each segment, score and campaign that somebody asked for it.
public struct Coverage: Sendable {
  /// A piece of the rules that tests can ask for.
  public struct Item: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
      case segment, score, campaign, condition, line, veto, grade
    }

    public var kind: Kind
    public var span: Span
    /// Of a declaration or grade its name, else the text on one line.
    public var text: String
    /// The declaration it stands in, as an index into `items`; nil: it is one.
    public var owner: Int?
    public var outcomes: [Outcome]

    public var seen: Int { outcomes.count { $0.times > 0 } }
  }

  public struct Outcome: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
      case yes, no, missing
      /// A line gave points, a veto the lowest grade; a grade was given.
      case given
      case asked
    }

    public var kind: Kind
    /// How many contacts of tests.
    public var times = 0
  }

  /// In the order of the files and of their places.
  public var items: [Item] = []
  /// Conditions that no test can ask: guards of funnels, `when` of teams and assignments. They do not count.
  public var unaskable: [Span] = []
  public var files: [SourceFile]

  /// Outcomes seen, and outcomes possible.
  public var seen: Int { items.reduce(0) { $0 + $1.seen } }
  public var possible: Int { items.reduce(0) { $0 + $1.outcomes.count } }

  /// Whether so many percent of the outcomes are seen.
  public func reaches(percent: Int) -> Bool { seen * 100 >= possible * percent }

  public func line(of item: Item) -> Int { files[item.span.file].position(of: item.span.start).line }

  /// The items of a file, as indexes.
  public func items(ofFile file: Int) -> [Int] { items.indices.filter { items[$0].span.file == file } }
}

extension Condition {
  /// Whether tests see it as one: nothing in it is a condition with a place of its own.
  var isLeaf: Bool {
    switch kind {
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      return parts.allSatisfy { $0.span == span }
    case .not(let inner), .ofCompany(let inner): return inner.span == span && inner.isLeaf
    case .persons: return false
    case .constant, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time,
      .compareTimes, .within, .sample, .did, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage,
      .stageEver, .reachable:
      return true
    }
  }

  /// The conditions it is made of; none of a leaf.
  var parts: [Condition] {
    switch kind {
    case .all(let parts), .any(let parts), .atLeast(_, let parts): return parts
    case .not(let inner), .ofCompany(let inner), .persons(_, _, let inner): return [inner]
    case .constant, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number, .compare, .time,
      .compareTimes, .within, .sample, .did, .edge, .sequence, .aggregate, .didInEach, .member, .memberOfOther, .stage,
      .stageEver, .reachable:
      return []
    }
  }

  /// Whether it holds for everybody or for nobody: there is nothing to see.
  var isConstant: Bool {
    if case .constant = kind { return true }
    return false
  }
}
