import BantamProgram

/// Which fields hold data of persons, by their names and labels, in English and German.
enum PersonalFields {
  /// Data of persons that rules ask for and that is more than a way to reach them.
  static func isPersonal(_ field: Field) -> Bool {
    field.context != .company && field.context != .activity && ordinary.contains(field.name.lowercased())
  }

  /// Special categories of the GDPR, Article 9: health, religion, politics, unions, ethnic origin, sexual life, genetic
  /// and biometric data.
  static func isSpecial(_ field: Field) -> Bool {
    guard field.context != .company, field.context != .activity else { return false }
    return isSpecial(field.name) || isSpecial(field.label ?? "")
  }

  private static let ordinary: Set = [
    "birth_date", "birthdate", "birthday", "date_of_birth", "age", "gender", "sex", "nationality", "marital",
    "marital_status", "children", "income", "salary", "private_email", "private_phone", "geburtsdatum", "geburtstag",
    "alter", "geschlecht", "nationalitaet", "familienstand", "kinder", "einkommen", "gehalt",
  ]

  private static let words: Set = ["health", "illness", "church", "kirche", "faith", "ethnicity", "ethnie", "krank"]

  /// What such words begin with.
  private static let stems = [
    "disease", "disab", "diagnos", "pregnan", "allerg", "gesundheit", "krankheit", "behinder", "schwanger", "religi",
    "konfession", "denomination", "politic", "politisch", "parteizu", "gewerkschaft", "ethnic", "ethnisch", "rassisch",
    "sexual", "sexuell", "biometri", "genetic", "genetisch",
  ]

  private static let pairs: Set = [
    "trade union", "labour union", "labor union", "union member", "union membership", "party member",
    "party membership", "skin colour", "skin color", "medical history", "medical condition",
  ]

  private static func isSpecial(_ text: String) -> Bool {
    let parts = text.lowercased().split { !$0.isLetter }.map(String.init)
    for (index, part) in parts.enumerated() {
      if words.contains(part) || stems.contains(where: part.hasPrefix) { return true }
      if index > 0, pairs.contains("\(parts[index - 1]) \(part)") { return true }
    }
    return false
  }
}
