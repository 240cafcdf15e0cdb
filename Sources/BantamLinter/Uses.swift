import BantamProgram
import BantamSyntax

/// Who names what, by the words of the rule files.
///
/// A name counts as used where it stands anywhere but in its own declaration; words of the language that are spelled like
/// it count too, so that nothing is called unused that is not.
public struct Uses: Sendable {
  private var counts: [String: Int] = [:]
  /// Names that tests ask for, by what stands before them.
  public private(set) var testedSegments: Set<SegmentID> = []
  public private(set) var testedScores: Set<ScoreID> = []
  public private(set) var testedCampaigns: Set<CampaignID> = []

  init(_ program: Program, _ trees: [SyntaxTree]) {
    for tree in trees {
      for token in tree.tokens where token.kind == .name { counts[tree.root.text(token), default: 0] += 1 }
    }
    for test in program.tests {
      for expectation in test.expectations {
        switch expectation.kind {
        case .member(let id, _), .restsOnMissing(let id): testedSegments.insert(id)
        case .score(let id, _, _), .points(let id, _, _): testedScores.insert(id)
        case .lead(let id, _): testedCampaigns.insert(id)
        case .suggested: break
        }
      }
    }
  }

  /// How often the name stands in the rules, its declaration included.
  public func count(of name: String) -> Int { counts[name] ?? 0 }

  /// Whether it stands nowhere but in its declaration.
  public func isUnused(_ name: String) -> Bool { count(of: name) <= 1 }
}
