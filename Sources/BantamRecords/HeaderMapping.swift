/// What a column of a file can mean: a field, or something else the import fills (a key, the person's company …).
public struct MappingTarget: Sendable, Hashable {
  /// As a rule set writes it: `postcode`.
  public var name: String
  /// Labels and other names declared for it.
  public var labels: [String]

  public init(name: String, labels: [String] = []) {
    self.name = name
    self.labels = labels
  }
}

/// What one header of a file was taken for.
public struct HeaderGuess: Sendable, Hashable {
  /// In falling order of trust.
  public enum Certainty: Int, Sendable, Comparable, CaseIterable {
    /// Said on the command line.
    case given
    /// The header is the field's name, case, blanks, `-` and `_` aside.
    case name
    /// The header is one of the field's labels.
    case label
    /// The header is a usual word for the field.
    case synonym
    case unknown

    public static func < (first: Certainty, second: Certainty) -> Bool { first.rawValue < second.rawValue }
  }

  public var header: String
  /// Index into the targets; nil: the column is left out.
  public var target: Int?
  public var certainty: Certainty
  /// Why, for the user: `usual word for postcode`.
  public var reason: String
}

/// Which column of a file goes where.
public struct HeaderMapping: Sendable {
  public private(set) var guesses: [HeaderGuess]

  /// Each target is used once, by the header that fits it best, the first of equals.
  public init(headers: [String], targets: [MappingTarget]) {
    guesses = headers.map { HeaderGuess(header: $0, target: nil, certainty: .unknown, reason: "no field of this name") }
    let names = targets.map { TargetNames($0) }
    var taken: Set<Int> = []
    for certainty in HeaderGuess.Certainty.allCases {
      for (index, header) in headers.enumerated() where guesses[index].target == nil {
        let word = normalised(header)
        let candidates = names.candidates(for: word, certainty)
        guard let target = candidates.first(where: { !taken.contains($0) }) else {
          if let known = candidates.first {
            guesses[index].reason = "another column is `\(targets[known].name)` already"
          }
          continue
        }
        taken.insert(target)
        guesses[index] = HeaderGuess(
          header: header, target: target, certainty: certainty, reason: reason(certainty, targets[target].name))
      }
    }
  }

  /// Puts a header to a target as the user says, or nowhere; a header that held the target before loses it.
  ///
  /// With a reason it is not the user who says so.
  public mutating func assign(header index: Int, to target: Int?, because reason: String? = nil) {
    if let target {
      for other in guesses.indices where guesses[other].target == target {
        guesses[other].target = nil
        guesses[other].certainty = .unknown
        guesses[other].reason = "another column was given for it"
      }
    }
    guesses[index].target = target
    guesses[index].certainty = reason == nil ? .given : target == nil ? .unknown : .synonym
    guesses[index].reason = reason ?? (target == nil ? "left out as given" : "given")
  }

  /// The header that a user names: exactly, else whatever its case, blanks, `-` and `_`.
  public func headerIndex(of name: String) -> Int? {
    guesses.firstIndex { $0.header == name } ?? guesses.firstIndex { normalised($0.header) == normalised(name) }
  }

  /// The header that fills a target.
  public func header(for target: Int) -> Int? { guesses.firstIndex { $0.target == target } }

  private func reason(_ certainty: HeaderGuess.Certainty, _ name: String) -> String {
    switch certainty {
    case .given: "given"
    case .name: "same name"
    case .label: "label of \(name)"
    case .synonym: "usual word for \(name)"
    case .unknown: ""
    }
  }
}

/// A target's names in the form in which they are compared.
private struct TargetNames {
  var name: String
  var labels: Set<String>
  /// Index of its concept in the table of usual words.
  var concept: Int?

  init(_ target: MappingTarget) {
    name = normalised(target.name)
    labels = Set(target.labels.map(normalised))
    let names = [name] + target.labels.map(normalised)
    concept = names.lazy.compactMap { name in headerConcepts.firstIndex { $0.names.first == name } }.first
    concept = concept ?? names.lazy.compactMap { name in headerConcepts.firstIndex { $0.names.contains(name) } }.first
  }
}

extension [TargetNames] {
  /// The targets that a normalised header can mean at some certainty, the likelier first.
  fileprivate func candidates(for word: String, _ certainty: HeaderGuess.Certainty) -> [Int] {
    switch certainty {
    case .given, .unknown: []
    case .name: indices.filter { self[$0].name == word }
    case .label: indices.filter { self[$0].labels.contains(word) }
    case .synonym:
      headerConcepts.indices.filter { headerConcepts[$0].names.contains(word) }.flatMap { concept in
        indices.filter { self[$0].concept == concept }
      }
    }
  }
}

/// Lower case, letters and digits only, umlauts written out, accents dropped, without Salesforce's `__c`.
public func normalised(_ name: String) -> String {
  var plain = name.lowercased()[...]
  if plain.hasSuffix("__c") { plain = plain.dropLast(3) }
  var result = ""
  for scalar in plain.unicodeScalars {
    switch scalar {
    case "a"..."z", "0"..."9": result.unicodeScalars.append(scalar)
    case "ä": result += "ae"
    case "ö": result += "oe"
    case "ü": result += "ue"
    case "ß": result += "ss"
    case "à", "á", "â": result += "a"
    case "è", "é", "ê", "ë": result += "e"
    case "ì", "í", "î": result += "i"
    case "ò", "ó", "ô": result += "o"
    case "ù", "ú", "û": result += "u"
    case "ç": result += "c"
    case "#": result += "number"
    case _ where scalar.value >= 0x250 && scalar.properties.isAlphabetic: result.unicodeScalars.append(scalar)
    default: break
    }
  }
  return result
}
