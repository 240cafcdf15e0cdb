import BantamDiagnostics
import BantamLeads
import BantamRecords
import BantamSession
import BantamStore
import BantamSyntax
import BantamSystem
import Foundation

@testable import bantam

/// A message that no example of rules or of a command line brings, with the files it may point into.
struct ErrorSample {
  var diagnostic: Diagnostic
  var files: [SourceFile] = []
}

/// One sample of each case.
let errorSamples: [ErrorSample] =
  [
    ErrorSample(
      diagnostic: SyntaxError.invalidUTF8(Span(file: 0, start: 26, end: 27), isUTF16: false).diagnostic,
      files: [
        SourceFile(
          path: "rules.bant", bytes: Array("segment north { city = \"L".utf8) + [0x75, 0xFC] + Array("beck\" }\n".utf8))
      ])
  ]
  + (storeSamples.map(\.diagnostic) + contactSamples.map(\.diagnostic) + importSamples.map(\.diagnostic)
  + usageSamples.map(\.diagnostic) + gitSamples.map(\.diagnostic) + failureSamples.flatMap(\.diagnostics)
  + criterionSamples.map(\.diagnostic)
  + processSamples.map(\.diagnostic)).map { ErrorSample(diagnostic: $0, files: [sampleRules]) }

private let missingFile = SystemError(.read, path: "rules/hamburg.bant", errorNumber: ENOENT)

/// What the samples point into.
private let sampleRules = SourceFile(
  path: "rules.bant",
  text: """
    settings {
        contacts from table "kontakte" key "id"
    }
    fields { revenue : money from "umsatz" }
    funnel two_stage per project {
        stage lead
        stage customer requires budget
        lead to customer when order_received and budget is known
    }

    """)

private func span(_ text: String) -> Span {
  let bytes = sampleRules.bytes
  let wanted = Array(text.utf8)
  let start = (0...(bytes.count - wanted.count)).first { Array(bytes[$0..<$0 + wanted.count]) == wanted } ?? 0
  return Span(file: 0, start: start, end: start + wanted.count)
}

private let storeSamples: [StoreError] = [
  .notFound(path: "contacts.db"), .cannotOpen(path: "contacts.db", reason: "permission denied"),
  .notADatabase(path: "contacts.csv"), .corrupt(path: "contacts.db", detail: "database disk image is malformed"),
  .locked(path: "contacts.db", waitedSeconds: 5), .diskFull(path: "contacts.db"), .readOnly(path: "contacts.db"),
  .newerSchema(path: "contacts.db", found: 2, known: 1), .nameTaken(path: "crm.db", table: "contact"),
  .noContacts(path: "crm.db"),
  .missingTable(path: "crm.db", table: "kontakte", nearest: "kontakt", span: span("\"kontakte\"")),
  .missingColumn(table: "kontakte", column: "umsatz", nearest: "umsatz_eur", span: span("\"umsatz\"")),
  .missingKind(table: "kontakte", span: span("\"kontakte\"")), .tooManyRows(table: "kontakte"), .interrupted,
  .failed(path: "contacts.db", code: 10, detail: "disk I/O error"), .changedSince(path: "contacts.db"),
  .unknownRun(99), .undoneAlready(4, by: 6), .notUndoable(4, reason: "it changed nothing"),
  .builtUpon(4, ["run 5 moved contact 12 to `customer`", "run 6 noted `offer_made` of contact 3"]),
]

private let contactSamples: [ContactNameError] = [
  .unknown("anna@exmaple.com", path: "contacts.db"), .several("info@example.com", keys: ["12", "225"]),
]

private let importSamples: [ImportError] = [
  .file(SystemError(.read, path: "companies.csv", errorNumber: ENOENT)),
  .header(.empty(path: "companies.csv")),
  .notSplit(path: "companies.csv", header: "name|city|employees", delimiter: "`;`"),
  .noKnownColumn(path: "companies.csv", kind: .companies, headers: ["Firma", "Ort", "Mitarbeiterzahl"]),
  .noSuchHeader("Firmenname", nearest: "Firma"), .noSuchField("employes", kind: .companies, nearest: "employees"),
  .keyNotFilled(path: "companies.csv", field: "customer_number"), .keyNotComparable(field: "revenue"),
  .needed(path: "visits.csv", field: "kind", kind: .activities), .foreignTable("kontakte"), .readTwice,
  .twice(path: "companies.csv"), .rejectsInWay(path: "companies.csv"),
]

private let usageSamples: [UsageError] = [
  .file(SystemError(.write, path: "leads.csv", errorNumber: EACCES)),
  .hasRules(folder: "demo", file: "demo/rules.bant"), .wouldOverwrite("demo/data/companies.csv"),
  .outputFailed(reason: "no space left on device"), .noRules("rules"), .unknownDeclaration("traget", nearest: "target"),
  .unknownLintCode("BT0201"),
]

private let gitSamples: [GitError] = [
  .missing(program: "git", wanted: "HEAD~1"), .noRepository(folder: "rules", wanted: "HEAD~1"),
  .unknownRevision("HEAD~99", folder: "rules"), .notThere(path: "rules/hamburg", revision: "HEAD~9"),
  .noRules(path: "rules/hamburg", revision: "HEAD~9"), .failed(reason: "detected dubious ownership in repository"),
]

private let criterionSamples: [CriterionError] = [
  .usage(":cross A B [C]"), .notSaved("target", reason: "there is a declaration of this name"), .tooLong,
  .endsEarly(span("segment a")), .noneYet, .noValues("age"), .ownName("it"), .nothingToCount(span("list towns")),
  .typedTwice("a", span("segment a")), .notTypable(span("fields")),
]

private let failureSamples: [RunFailure] = [
  .file(missingFile), .badMoment("1.3.2026"), .unknownName("campaign", "sprng", known: ["spring", "autumn"]),
  .unnamedCampaign(possible: ["spring", "autumn"]),
]

private let processSamples: [ProcessError] = [
  .locked(contact: "12", stage: "customer", since: "2026-03-01 09:30"),
  .notFromHere(
    contact: "12", stage: "lead", event: "order_paid", ways: [["prospect", "customer"]], before: ["offer_made"],
    span("lead to customer")),
  .guardFails(contact: "12", to: "customer", guardText: "budget is known", span("budget is known")),
  .missingFields(contact: "12", stage: "customer", fields: ["budget", "phone"], span("stage customer")),
  .noWay(contact: "12", from: "lead", to: "debtor", ways: ["customer"], span("stage lead")),
  .notAMember(contact: "12", campaign: "spring"), .noScore(campaign: "spring"), .badPoints("120"),
  .noSuggestion(contact: "12"), .noProject(event: "offer_made", projects: ["erp", "crm"]),
  .noFunnel(campaign: "spring"), .changedDatabase(plan: "spring.plan"), .changedRules(plan: "spring.plan"),
  .unreadablePlan("spring.plan", reason: "another version of Bantam made it"),
  .notReplayable(3, reason: "an import too large to be noted came after it"),
  .badEventFile("events.csv", line: 7, reason: "there is no event `offer_maid`"),
  .nobodyHasRoom(contact: "12", team: "sales", reason: "everybody is away or full"),
  .severalSuggestions(
    contact: "12", suggestions: [["convert to customer", "spring"], ["demote to contact", "autumn"]]),
  .badAmount("12.000,50", reason: "it is no number"),
  .eventInFuture("offer_made", at: "2099-01-01 00:00", now: "2026-03-01 09:30"),
  .badWindow(from: "2026-03-31", to: "2026-01-01"), .eventOfRuns("campaign_joined"),
]
