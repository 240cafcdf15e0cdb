import BantamDiagnostics
import BantamProgram

/// Postcodes, telephone numbers and the like that are declared as numbers.
enum CodeAsNumber: LintRule {
  static let manual = LintManual(
    "BT1229", "code-as-number", "a postcode or telephone number declared as a number",
    text: """
      Postcodes, telephone numbers, customer numbers and bank accounts are no quantities: nobody adds them, and a \
      number keeps no leading zero. `01067` (Dresden) becomes 1067, matches no range of postcodes, and the letter comes \
      back.
      """,
    wrong: """
      fields { delivery_postcode : integer }
      segment saxony { delivery_postcode in 1000..9999 }
      """,
    right: """
      fields { delivery_postcode : text }
      segment saxony { delivery_postcode in "01000".."09999" }
      """)

  /// Words of a field's name, in English and German.
  private static let words: Set = [
    "postcode", "postalcode", "zip", "zipcode", "plz", "postleitzahl", "phone", "telephone", "telefon", "telefonnummer",
    "mobile", "handy", "handynummer", "fax", "iban", "kundennummer", "kundennr", "customernumber", "steuernummer",
  ]
  private static let pairs: Set = [
    "postal code", "post code", "zip code", "phone number", "telephone number", "mobile number", "fax number",
    "customer number", "customer no", "kunden nummer", "kunden nr", "tax number", "account number",
  ]

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for field in context.program.fields where !field.isBuiltIn && (field.type == .integer || field.type == .decimal) {
      guard isCode(field.name), case .column = field.source else { continue }
      findings.report(
        "`\(field.name)` is declared as a number: a leading zero is lost, `01067` becomes 1067", at: field.span,
        help: "declare it as `text`; texts are compared between quotes, such as `in \"01000\"..\"09999\"`")
    }
  }

  /// By the last words of the name: `phone_calls` and `zip_visits` count something.
  private static func isCode(_ name: String) -> Bool {
    let parts = name.lowercased().split(separator: "_").map(String.init)
    guard let last = parts.last else { return false }
    return words.contains(last) || pairs.contains(parts.suffix(2).joined(separator: " "))
  }
}
