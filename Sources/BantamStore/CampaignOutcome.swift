/// What a run found for one campaign: who belongs to it, and the leads among them. Rows are those of the loaded
/// contacts, rising; the arrays of one list are parallel.
public struct CampaignOutcome: Sendable {
  public var name: String
  public var label: String?
  public var project: String?
  public var funnel: String?
  public var score: String?
  public var purpose: String?
  /// What is suggested by grade, as a JSON object: `{"A":["convert to prospect"]}`.
  public var suggestions = "{}"
  /// Members that stay without being candidates: the campaign brought them further than to a lead.
  public var keptRows: [Int32] = []
  public var memberRows: [Int32] = []
  /// The status of a member that is new.
  public var firstStatus: String?
  public var leads = LeadOutcome()

  public init(name: String) { self.name = name }
}

/// The members as leads with their points, where the campaign has a score: `rows` are the `memberRows`, or empty. Numbers are ten-thousandths: of a point, for `completeness` of 1.
public struct LeadOutcome: Sendable {
  /// In a column of numbers: no value.
  public static let missing = Int64.min

  public var rows: [Int32] = []
  public var totals: [Int64] = []
  /// The interval the total could lie in; empty where it was not computed, as for `completeness`.
  public var lows: [Int64] = []
  public var highs: [Int64] = []
  public var completeness: [Int64] = []
  public var disciplines: [String] = []
  /// Points on 0...100, per discipline a list over the leads.
  public var points: [[Int64]] = []
  /// Codes index the names; a negative code is none. An empty list of codes is none for all.
  public var grades = CodedTexts()
  public var nextQuestions = CodedTexts()
  public var vetoes = CodedTexts()

  public init() {}
}

/// Texts of which many are the same.
public struct CodedTexts: Sendable {
  public var names: [String]
  public var codes: [Int32]

  public init(names: [String] = [], codes: [Int32] = []) {
    self.names = names
    self.codes = codes
  }

  /// nil for none.
  @inlinable
  public func name(at index: Int) -> String? {
    codes.isEmpty || codes[index] < 0 ? nil : names[Int(codes[index])]
  }
}

/// What storing outcomes changed.
public struct WriteReport: Sendable, Hashable {
  public struct Change: Sendable, Hashable {
    public var inserted = 0
    public var updated = 0
    public var deleted = 0
    public init() {}
    public var total: Int { inserted + updated + deleted }
  }

  public struct Campaign: Sendable, Hashable {
    public var name: String
    public var members = Change()
    public var leads = Change()
  }

  /// nil where nothing changed, and nothing was written.
  public var runID: Int64?
  /// Where the log of changes stood: the contacts are still those that the run was worked out on.
  public var contacts: ChangeLog.Position?
  public var campaigns: [Campaign] = []

  public init() {}
}
