import BantamDiagnostics

/// A rule set after checking: every name resolved, every type known, no syntax left.
///
/// Declarations refer to each other by index into these lists (`FieldID`, `SegmentID` …). Relative times stay as
/// written ("last 90 days"): the plan turns them into instants with the run's clock.
public struct Program: Sendable {
  public var settings = Settings()
  /// Built-in fields of the prelude first, then those of the rule set.
  public var fields: [Field] = []
  public var lists: [List] = []
  public var places: [Place] = []
  /// Segments and `define`s, in order of declaration.
  public var segments: [Segment] = []
  public var scores: [Score] = []
  public var teams: [Team] = []
  public var purposes: [Purpose] = []
  public var funnels: [Funnel] = []
  public var campaigns: [Campaign] = []
  public var tests: [Test] = []
  /// The rule set's files; `Span.file` is an index into it.
  public var files: [SourceFile] = []

  public init() {}
}

public typealias FieldID = Int
public typealias ListID = Int
public typealias PlaceID = Int
public typealias SegmentID = Int
public typealias ScoreID = Int
public typealias TeamID = Int
public typealias PurposeID = Int
public typealias FunnelID = Int
public typealias CampaignID = Int

/// What `settings { … }` declares for the whole rule set.
public struct Settings: Sendable {
  /// ISO 4217 code of every amount.
  public var currency = "EUR"
  /// IANA name; dates and days are those of this zone.
  public var zone = "UTC"
  /// The run's instant where the command line gives none; nil: the moment of the run.
  public var asOf: Moment?
  /// First month of the fiscal year, 1 to 12.
  public var fiscalYearStart = 1
  /// An existing table to read in place; nil: Bantam's own `contact` table.
  public var contacts: ContactTable?
  public var activities: ActivityTable?
  /// What `check` makes of the linter's findings, by code.
  public var lintLevels: [LintSetting] = []
  public init() {}
}

/// `lint BT1201 off`.
public struct LintSetting: Sendable {
  public var code: String
  public var level: LintLevel
  public var codeSpan: Span
  public var span: Span
  public init(code: String, level: LintLevel, codeSpan: Span, span: Span) {
    self.code = code
    self.level = level
    self.codeSpan = codeSpan
    self.span = span
  }
}

public enum LintLevel: String, Sendable, CaseIterable {
  case off, warning, error
}

/// `contacts from table "crm" key "id" [of person]`.
public struct ContactTable: Sendable, Hashable {
  public var table: String
  public var key: String
  /// What every row is, where the table has no `kind` column.
  public var kind: ContactKind?
  public var span: Span
  public init(table: String, key: String, kind: ContactKind?, span: Span) {
    self.table = table
    self.key = key
    self.kind = kind
    self.span = span
  }
}

/// `activities from table "log" contact "contact_id"`.
public struct ActivityTable: Sendable, Hashable {
  public var table: String
  /// The column that holds the contact's key.
  public var contact: String
  public var span: Span
  public init(table: String, contact: String, span: Span) {
    self.table = table
    self.contact = contact
    self.span = span
  }
}

public enum ContactKind: String, Sendable, CaseIterable {
  case company
  case person
}

/// What a condition is asked of.
public enum Context: String, Sendable {
  /// Companies and persons alike.
  case contact
  case company
  case person
  /// One activity of a contact (inside `where`).
  case activity
}

/// A number of the language, exact, in ten-thousandths: `1.5` is 15,000.
public struct Number: Sendable, Hashable, Comparable {
  public static let scale: Int64 = 10_000
  public var tenThousandths: Int64
  public init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }
  public init(_ whole: Int64) { tenThousandths = whole * Self.scale }
  public static func < (first: Number, second: Number) -> Bool { first.tenThousandths < second.tenThousandths }
}

/// The type of a field or expression.
public enum ValueType: Sendable, Hashable {
  case text
  /// A text out of a closed list; empty when the list is open (`choice` without values is not allowed).
  case choice([String])
  case tags
  case integer
  case decimal
  case money
  case yesNo
  case date
  case datetime
  case location
}

/// A field of companies, persons, every contact, or activities.
public struct Field: Sendable {
  public var name: String
  public var label: String?
  public var type: ValueType
  public var context: Context
  public var source: FieldSource
  public var isBuiltIn: Bool
  public var documentation: String?
  public var span: Span

  public init(
    name: String, label: String? = nil, type: ValueType, context: Context, source: FieldSource, isBuiltIn: Bool,
    documentation: String? = nil, span: Span
  ) {
    self.name = name
    self.label = label
    self.type = type
    self.context = context
    self.source = source
    self.isBuiltIn = isBuiltIn
    self.documentation = documentation
    self.span = span
  }
}

public enum FieldSource: Sendable {
  case column(String)
  /// Latitude and longitude in degrees, WGS 84.
  case columns(latitude: String, longitude: String)
  /// `= full years since birth_date`, `= domain of email`, `= revenue / employees`.
  case computed(Computation)
}

public indirect enum Computation: Sendable {
  /// Completed years, months or days from a date field to the run's day. Someone born on 29 February completes a year
  /// on 1 March where the year has no such day.
  case elapsed(CalendarUnit, since: FieldID)
  /// What follows the last `@`, lower case.
  case domain(of: FieldID)
  case number(NumberExpression)
}

/// `list competitors from "data/competitors.csv" column domain [under parent]`, or values in brackets.
public struct List: Sendable {
  public var name: String
  public var label: String?
  /// Values, trimmed, blanks left out, in the file's order.
  public var values: [String]
  /// Per value the value it stands under (a hierarchy such as industry codes); empty when the list is flat.
  public var parents: [String]
  /// The file it came from, for messages.
  public var path: String?
  public var span: Span
  public init(name: String, label: String?, values: [String], parents: [String] = [], path: String?, span: Span) {
    self.name = name
    self.label = label
    self.values = values
    self.parents = parents
    self.path = path
    self.span = span
  }
}

/// A named point; degrees, WGS 84.
public struct Place: Sendable {
  public var name: String
  public var latitude: Double
  public var longitude: Double
  public var span: Span
  public init(name: String, latitude: Double, longitude: Double, span: Span) {
    self.name = name
    self.latitude = latitude
    self.longitude = longitude
    self.span = span
  }
}

/// `segment NAME of KIND { … }` or `define NAME = …`.
public struct Segment: Sendable {
  public var name: String
  public var label: String?
  /// `define`: a name for a condition that is no audience of its own.
  public var isDefine: Bool
  /// Declared or inferred. A company's segment holds companies only, a person's persons only.
  public var context: Context
  public var condition: Condition
  public var documentation: String?
  public var span: Span
  public init(
    name: String, label: String?, isDefine: Bool, context: Context, condition: Condition, documentation: String?,
    span: Span
  ) {
    self.name = name
    self.label = label
    self.isDefine = isDefine
    self.context = context
    self.condition = condition
    self.documentation = documentation
    self.span = span
  }
}

extension ValueType {
  /// The type's name in the language.
  public var name: String {
    switch self {
    case .text: "text"
    case .choice: "choice"
    case .tags: "tags"
    case .integer: "integer"
    case .decimal: "decimal"
    case .money: "money"
    case .yesNo: "yes_no"
    case .date: "date"
    case .datetime: "datetime"
    case .location: "location"
    }
  }
}
