import BantamStore
import BantamSystem

/// Made-up contacts, the same for the same seed: skewed like real ones, each fact missing in 2 to 70 % of the rows
/// where it could stand, most in 5 to 30 %.
///
/// A block of 10,000 has a seed of its own, so a small database is the beginning of a large one. Three in ten contacts
/// are companies; persons carry the facts of their employer, who is in the same block, and few employ many.
public struct ContactGenerator: Sendable {
  public static let blockRows = 10_000
  /// The day everything is dated back from: 2026-07-01.
  public static let today = 20_635

  /// Names and SQLite types of a contact's cells.
  public static let contactColumns: [(name: String, type: String)] = [
    ("id", "INTEGER PRIMARY KEY"), ("kind", "TEXT"), ("company_id", "INTEGER"), ("name", "TEXT"),
    ("first_name", "TEXT"), ("last_name", "TEXT"), ("email", "TEXT"), ("phone", "TEXT"),
    ("gender", "TEXT"), ("birth_date", "TEXT"), ("street", "TEXT"), ("postcode", "TEXT"), ("city", "TEXT"),
    ("state", "TEXT"), ("country", "TEXT"), ("lat", "REAL"), ("lon", "REAL"),
    ("job_title", "TEXT"), ("seniority", "TEXT"), ("education", "INTEGER"), ("lifestyle", "TEXT"),
    ("attitude", "TEXT"), ("motivation", "TEXT"), ("language", "TEXT"), ("opt_in", "INTEGER"),
    ("created_at", "TEXT"), ("last_activity_at", "TEXT"),
    ("industry", "TEXT"), ("industry_section", "TEXT"), ("employees", "INTEGER"), ("revenue_eur", "INTEGER"),
    ("founded", "INTEGER"), ("legal_form", "TEXT"), ("website", "TEXT"),
    ("source", "TEXT"), ("owner_id", "INTEGER"), ("customer_status", "TEXT"), ("blocked", "INTEGER"),
    ("budget_eur", "INTEGER"), ("decision_role", "TEXT"), ("need_score", "INTEGER"),
    ("purchase_horizon_days", "INTEGER"), ("newsletter_clicks_90d", "INTEGER"), ("visits_30d", "INTEGER"),
    ("requested_demo", "INTEGER"), ("industry_fit", "REAL"),
  ]
  public static let activityColumns: [(name: String, type: String)] = [
    ("contact_id", "INTEGER"), ("kind", "TEXT"), ("at", "TEXT"),
  ]

  public struct Activity: Sendable {
    public let kind: String
    /// `2026-06-30 12:00:00`
    public let at: String
  }

  private let seed: UInt64
  let choices = ContactChoices()

  public init(seed: UInt64 = 20_260_701) { self.seed = seed }

  /// Hands over the contacts of a block (from 0) one by one, cells in the order of `contactColumns`.
  public func contacts<Failure: Error>(
    ofBlock block: Int, _ body: ([SQLValue], [Activity]) throws(Failure) -> Void
  ) throws(Failure) {
    var random = SplitMix64(seed: seed, part: block)
    let employers = (0..<Self.blockRows).map { row in
      row == 0 || random.chance(0.3) ? company(row, &random) : nil
    }
    let employerRows = employers.indices.filter { employers[$0] != nil }
    for row in 0..<Self.blockRows {
      var contact = ContactDraft(id: block * Self.blockRows + row + 1)
      if let company = employers[row] {
        contact.company = company
        contact.isCompany = true
      } else if random.chance(0.7) {
        // The square draws low places more often: a few large employers.
        let place = random.unit()
        contact.company = employers[employerRows[Int(place * place * Double(employerRows.count))]]
      }
      contact.companyID = contact.company.map { block * Self.blockRows + $0.row + 1 }
      let activities = self.activities(&random)
      let cells = cells(contact, lastActivity: activities.map(\.at).max(), &random)
      try body(cells, activities)
    }
  }

  private func company(_ row: Int, _ random: inout SplitMix64) -> CompanyDraft {
    let industry = random.chance(0.05) ? nil : choices.industry.draw(&random)
    let size = random.logNormal(3.1, 1.7)
    let start = random.below(WordLists.companyStarts.count)
    let end = random.element(WordLists.companyEnds)
    let name = WordLists.companyStarts[start] + end
    let legalForm = WordLists.legalForms[choices.legalForm.draw(&random)]
    let host =
      "\(choices.plainStarts[start])\(end)-\(random.below(999) + 1)"
      + [".de", ".com", ".eu"][choices.ending.draw(&random)]
    let revenue = Int(max(1, size) * random.logNormal(11.6, 0.7) / 1000) * 1000
    return CompanyDraft(
      row: row, name: "\(name) \(legalForm)", legalForm: legalForm, host: host, industry: industry, size: size,
      employees: random.chance(0.08) ? nil : Int(min(max(1, size), 250_000)),
      revenue: random.chance(0.16) ? nil : revenue,
      founded: random.chance(0.1) ? nil : 2025 - Int(min(random.exponential(mean: 28), 180)),
      hasWebsite: random.chance(0.88))
  }

  /// Up to 60, most of them lately, some contacts much more active than others.
  private func activities(_ random: inout SplitMix64) -> [Activity] {
    if random.chance(0.15) { return [] }
    let count = min(Int(random.exponential(mean: 6)), 60)
    let meanDays = random.logNormal(5.2, 0.9)
    return (0..<count).map { _ in
      let seconds = 60 + Int(min(random.exponential(mean: meanDays), 3000) * 86_400)
      return Activity(
        kind: WordLists.activityKinds[choices.activityKind.draw(&random)], at: momentText(secondsAgo: seconds))
    }
  }
}

/// The facts of a company, on its own row and on those of its people.
struct CompanyDraft {
  let row: Int
  let name: String
  let legalForm: String
  let host: String
  let industry: Int?
  let size: Double
  let employees: Int?
  let revenue: Int?
  let founded: Int?
  let hasWebsite: Bool
}

struct ContactDraft {
  let id: Int
  var isCompany = false
  var company: CompanyDraft?
  var companyID: Int?

  init(id: Int) { self.id = id }
}

/// `2026-06-30 23:59:00`, so long before the generator's day began.
func momentText(secondsAgo: Int) -> String {
  let moment = ContactGenerator.today * 86_400 - secondsAgo
  let day = floorDivide(moment, 86_400)
  let second = moment - day * 86_400
  return
    "\(CivilDate(dayNumber: day)) \(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60)):\(twoDigits(second % 60))"
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
