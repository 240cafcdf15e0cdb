import BantamPlan
import BantamProgram
import BantamStore

/// What two rule sets say of the same contacts, where they differ.
public struct RuleDiff {
  public let old: DiffSide
  public let new: DiffSide
  public let load: LoadReport
  /// Contacts of both sides together.
  public let contacts: Int
  /// In the order of the new rules, then those that are gone.
  public let campaigns: [SubjectDiff]
  /// Those with a difference only.
  public let segments: [SubjectDiff]
  /// Segments that were compared.
  public let comparedSegments: Int
  let rows: RowNumbers

  public var isEmpty: Bool { (campaigns + segments).allSatisfy(\.isSame) }
}

/// A campaign or a segment on both sides. Contacts are given by their numbers, see `RowNumbers`.
public struct SubjectDiff {
  public enum Kind: String, Sendable {
    case campaign, segment
  }

  public enum Standing: Sendable, Hashable {
    case both
    case added, removed
    case renamed(from: String)
  }

  public let kind: Kind
  public let name: String
  public let label: String?
  public let standing: Standing
  /// Its contacts on each side.
  public var oldCount = 0
  public var newCount = 0
  public var enters = Moves()
  public var leaves = Moves()
  /// Of contacts that are leads on both sides.
  public var changes: [LeadChange] = []
  /// Per change why grade or points are others: an index into `reasons`, -1 where they are the same.
  var reasonOf: [Int32] = []
  var reasons: [[GradeCause]] = []
  /// Indices into the sides' campaigns.
  var oldIndex: Int?
  var newIndex: Int?

  init(_ kind: Kind, _ name: String, label: String?, _ standing: Standing) {
    self.kind = kind
    self.name = name
    self.label = label
    self.standing = standing
  }

  public var isSame: Bool {
    standing == .both && enters.contacts.isEmpty && leaves.contacts.isEmpty && changes.isEmpty
  }
}

/// Who enters, or leaves, each through a clause.
public struct Moves: Sendable {
  /// Rising.
  public var contacts: [Int32] = []
  /// Per contact an index into `clauses`.
  public var clauseOf: [Int32] = []
  public var clauses: [Clause] = []

  /// The clauses with their contacts counted, the most first.
  public var counts: [(clause: Int, count: Int)] { counted(clauseOf, clauses.count) }
}

/// A contact that is a lead on both sides, with something else about it.
public struct LeadChange: Sendable {
  public struct Kinds: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let grade = Kinds(rawValue: 1)
    /// Other points with the same grade.
    public static let points = Kinds(rawValue: 2)
    public static let suggestion = Kinds(rawValue: 4)
    public static let owner = Kinds(rawValue: 8)
  }
  public var contact: Int32
  /// Places in the campaign's rows of each side.
  public var oldPlace: Int32
  public var newPlace: Int32
  public var kinds: Kinds
}

/// How often each of some codes stands in a list, those that do, the most often first.
func counted(_ codes: some Sequence<Int32>, _ most: Int) -> [(clause: Int, count: Int)] {
  var counts = [Int](repeating: 0, count: most)
  for code in codes where code >= 0 { counts[Int(code)] += 1 }
  return counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }
    .map { ($0, counts[$0]) }
}

/// The contacts of both sides as one: a contact's number is its row on the old side; those that only the new side has
/// follow.
struct RowNumbers {
  let oldCount: Int
  /// Per row of the new side its number; nil: the row itself.
  let ofNew: [Int32]?
  /// The rows of the new side by number, -1 for none.
  private let newRows: [Int32]

  init(oldCount: Int, ofNew: [Int32]?) {
    self.oldCount = oldCount
    self.ofNew = ofNew
    guard let ofNew else {
      newRows = []
      return
    }
    var rows = [Int32](repeating: -1, count: max(oldCount, Int(ofNew.max() ?? -1) + 1))
    for (row, number) in ofNew.enumerated() { rows[Int(number)] = Int32(row) }
    newRows = rows
  }

  func oldRow(_ number: Int32) -> Int32 { number < oldCount ? number : -1 }

  func newRow(_ number: Int32) -> Int32 { ofNew == nil ? number : newRows[Int(number)] }

  /// The numbers of some rising rows, rising, each with its place among them.
  func numbered(new rows: [Int32]) -> [(number: Int32, place: Int32)] {
    guard let ofNew else { return zip(rows, Int32(0)...).map { ($0, $1) } }
    return zip(rows, Int32(0)...).map { (ofNew[Int($0)], $1) }.sorted { $0.0 < $1.0 }
  }
}
