import BantamDiagnostics

/// A score: disciplines with weights and points, vetoes, and a table of grades.
///
/// total = Σ weight · points / Σ weight, with points on 0...100; exact.
public struct Score: Sendable {
  public var name: String
  public var label: String?
  public var disciplines: [Discipline]
  public var vetoes: [Veto]
  /// In falling order, the last one is `otherwise`; empty without a `grades of` table.
  public var grades: [Grade]
  public var documentation: String?
  public var span: Span
  public init(
    name: String, label: String?, disciplines: [Discipline], vetoes: [Veto], grades: [Grade] = [],
    documentation: String?,
    span: Span
  ) {
    self.name = name
    self.label = label
    self.disciplines = disciplines
    self.vetoes = vetoes
    self.grades = grades
    self.documentation = documentation
    self.span = span
  }
}

public struct Discipline: Sendable {
  public var name: String
  public var label: String?
  /// 0...1000.
  public var weight: Int
  /// nil: the first line that holds counts. `sum to N`: all lines that hold are added, clamped to 0...N, N mapped to 100.
  public var sumTo: Int?
  public var lines: [PointLine]
  public var span: Span
  public init(name: String, label: String?, weight: Int, sumTo: Int?, lines: [PointLine], span: Span) {
    self.name = name
    self.label = label
    self.weight = weight
    self.sumTo = sumTo
    self.lines = lines
    self.span = span
  }
}

public struct PointLine: Sendable {
  /// -10,000...10,000 (0...100 in a plain discipline).
  public var points: Int
  public var rule: PointRule
  /// `halving every 30 days`: whole days; the points halve each time, in a straight line between two halvings,
  /// rounded half up to thousandths of a point. Age is counted in whole days from the activity to the run's instant.
  public var halvingDays: Int?
  public var span: Span
  public init(points: Int, rule: PointRule, halvingDays: Int?, span: Span) {
    self.points = points
    self.rule = rule
    self.halvingDays = halvingDays
    self.span = span
  }
}

public enum PointRule: Sendable {
  /// With `halvingDays` the condition is a single `.did`; its latest matching activity ages the points.
  case when(Condition)
  case otherwise
  /// `10 per "pricing_visit" in last 30 days up to 40`.
  case per(ActivityFilter, upTo: Int?)
}

public struct Veto: Sendable {
  public var reason: String
  public var condition: Condition
  public var span: Span
  public init(reason: String, condition: Condition, span: Span) {
    self.reason = reason
    self.condition = condition
    self.span = span
  }
}

public struct Grade: Sendable {
  public var name: String
  /// The least total, inclusive; nil: `otherwise`.
  public var from: Number?
  public var actions: [Action]
  public var span: Span
  public init(name: String, from: Number?, actions: [Action], span: Span) {
    self.name = name
    self.from = from
    self.actions = actions
    self.span = span
  }
}

/// What follows from a grade.
public enum Action: Sendable, Hashable {
  case openOpportunity
  case handOver(TeamID)
  case notify(String)
  case suggest(Suggestion)
}

public enum Suggestion: Sendable, Hashable {
  case convert(to: String)
  case keep(in: String)
  case demote(to: String)
  case text(String)
}
