import BantamDiagnostics
import BantamProgram

/// What can be wrong with whom a condition is asked of.
public enum ContextError: Error, Sendable {
  /// `fix` replaces the span.
  case wrongContext(name: String, about: Context, asked: Context, Span, declared: Span?, help: String, fix: String?)
  /// `company.industry` or `company { }` where a company is asked.
  case companyOfCompany(String, Span, help: String, fix: String?)
  case mixedContexts(company: String, Span, person: String, Span)
  case nestedPersons(Span)
  case onlyInWhere(field: String, Span)
  case notOfActivity(String, Span)

  var diagnostic: Diagnostic {
    switch self {
    case .wrongContext(let name, let about, let asked, let span, let declared, let help, let fix):
      return Diagnostic(
        "BT0320", "`\(name)` is about \(plural(about)), but a \(asked.rawValue) is asked here", at: span,
        notes: declared.map { [Note("declared here", at: $0)] } ?? [], help: help, fixes: fixes(span, fix))
    case .companyOfCompany(let name, let span, let help, let fix):
      return Diagnostic(
        "BT0320", "`\(name)` asks a person's company, but a company is asked here", at: span, help: help,
        fixes: fixes(span, fix))
    case .mixedContexts(let company, let companySpan, let person, let personSpan):
      return Diagnostic(
        "BT0321", "`\(company)` is about companies and `\(person)` about persons; no contact is both", at: personSpan,
        notes: [Note("about companies", at: companySpan)],
        help: "ask the company's people with `any person { … }`, or write `company.` before the company's field")
    case .nestedPersons(let span):
      return Diagnostic(
        "BT0322", "a person has no persons of its own", at: span, help: "ask this outside of `any person { }`")
    case .onlyInWhere(let field, let span):
      return Diagnostic(
        "BT0323", "`\(field)` belongs to an activity, not to a contact", at: span,
        help: "ask it behind `where`, such as `did \"order\" where \(field) …`")
    case .notOfActivity(let name, let span):
      return Diagnostic(
        "BT0324", "`\(name)` cannot be asked of an activity", at: span,
        help: "`where` tests the activity's own fields, such as `detail` and `amount`")
    }
  }

  private func fixes(_ span: Span, _ text: String?) -> [Fix] {
    text.map { [Fix("write `\($0)`", [Edit(span, $0)], isSafe: false)] } ?? []
  }

  private func plural(_ context: Context) -> String {
    switch context {
    case .company: "companies"
    case .person: "persons"
    case .contact: "contacts"
    case .activity: "activities"
    }
  }
}
