/// The languages in which rules are read to people.
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case german = "de"

  func wording(_ catalogue: Catalogue) -> any Wording {
    switch self {
    case .english: English(catalogue: catalogue)
    case .german: German(catalogue: catalogue)
    }
  }
}
