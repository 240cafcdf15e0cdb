import BantamSyntax

/// The columns that items have in common with their neighbours.
extension LayoutBuilder {
  /// More clauses than this of one item stand in no columns.
  private static let maximumColumns = 12

  /// The table an item can be a row of, and the words that begin its columns, the first left out.
  ///
  /// - Parameter starts: the word at which each part of the item begins.
  func row(of kind: NodeKind, _ parts: [SyntaxPart], _ starts: [Int]) -> (table: Table, cells: [Cell])? {
    switch kind {
    case .field: return (.fields, fieldCells(parts, starts))
    case .stage: return (.stages, stageCells(parts, starts))
    case .transition: return (.transitions, namedCells(parts, starts, ["to", "when"]))
    case .teamMember: return (.members, memberCells(parts, starts))
    case .discipline: return (.disciplines, disciplineCells(parts, starts))
    case .points: return (.points, amountCell(starts))
    case .team, .list, .define, .place: return (.declarations(kind), declarationCells(parts, starts))
    case .status: return (.statuses, cell(1, starts, at: 1) + cell(2, starts, at: 2))
    case .campaignProject, .audience, .exclude, .campaignPurpose, .campaignSample, .limit, .assign, .qualify:
      return (.values(column: 10), cell(1, starts, at: 1))
    case .yields: return (.values(column: 10), cell(1, starts, at: 2))
    case .basis, .channel, .keep: return (.values(column: 8), cell(1, starts, at: 1))
    case .file, .edition, .error, .settings, .currencySetting, .zoneSetting, .asOfSetting, .fiscalYearSetting,
      .lintSetting,
      .contactsSetting, .activitiesSetting, .fields, .type, .columns, .domainComputation, .numberComputation, .column,
      .texts, .segment, .block, .conjunction, .disjunction, .negation, .group, .everyone, .anyBlock, .allBlock,
      .noneBlock, .atLeastBlock, .persons, .company, .did, .edge, .aggregate, .activity, .count, .each, .follows,
      .where, .member, .stageTest, .reachable, .sample, .comparison, .compareTest, .textTest, .inTest, .windowTest,
      .underTest, .isTest, .withinTest, .anniversaryTest, .values, .range, .window, .moment, .duration, .sum, .product,
      .factorGroup, .elapsed, .path, .amount, .textValue, .number, .score, .veto, .grades, .grade, .action,
      .suggestion, .away, .funnel, .purpose, .campaign, .internal, .snapshot, .test, .testClock, .givenContact,
      .givenActivity, .fixture, .givenField, .givenConsent, .givenObjection, .givenSuppression, .givenMember,
      .givenStage, .expect, .expectMember, .expectScore, .expectGrade, .expectLead, .expectSuggested:
      return nil
    }
  }

  private func cell(_ column: Int, _ starts: [Int], at part: Int) -> [Cell] {
    part < starts.count && starts[part] < words.count ? [Cell(column: column, word: starts[part])] : []
  }

  private func name(_ part: SyntaxPart) -> String? {
    guard case .token(let token) = part, token.kind == .name else { return nil }
    return String(decoding: source.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }

  private func isToken(_ part: SyntaxPart, _ kind: TokenKind) -> Bool {
    if case .token(let token) = part { token.kind == kind } else { false }
  }

  /// `name : type`, the columns it comes from, the label.
  private func fieldCells(_ parts: [SyntaxPart], _ starts: [Int]) -> [Cell] {
    parts.indices.flatMap { index -> [Cell] in
      switch parts[index] {
      case .token(let token) where token.kind == .colon: return cell(1, starts, at: index)
      case .token(let token) where token.kind == .string: return cell(3, starts, at: index)
      case .token: return []
      case .node(let node): return node.kind == .columns ? cell(2, starts, at: index) : []
      }
    }
  }

  /// `stage name`, the label, then clause by clause.
  private func stageCells(_ parts: [SyntaxPart], _ starts: [Int]) -> [Cell] {
    var cells: [Cell] = []
    var index = 2
    if index < parts.count, isToken(parts[index], .string) {
      cells += cell(1, starts, at: index)
      index += 1
    }
    var column = 2
    while index < parts.count, column <= Self.maximumColumns {
      cells += cell(column, starts, at: index)
      column += 1
      switch name(parts[index]) {
      case "handled": index += 3
      case "requires":
        index += 2
        while index < parts.count, name(parts[index]) == "and" { index += 2 }
      case "within":
        index += 1
        while index < parts.count, name(parts[index]) != nil || isDuration(parts[index]) { index += 1 }
        index += 1
      default: index += 1
      }
    }
    return cells
  }

  private func isDuration(_ part: SyntaxPart) -> Bool {
    if case .node(let node) = part { node.kind == .duration } else { false }
  }

  /// Columns that begin with the given words, in their order.
  private func namedCells(_ parts: [SyntaxPart], _ starts: [Int], _ wanted: [String]) -> [Cell] {
    // The words stand at every second place: between them are names that may be called the same.
    wanted.indices.flatMap { column -> [Cell] in
      let index = 2 * column + 1
      return index < parts.count && name(parts[index]) == wanted[column] ? cell(column + 1, starts, at: index) : []
    }
  }

  private func memberCells(_ parts: [SyntaxPart], _ starts: [Int]) -> [Cell] {
    var cells: [Cell] = []
    for index in parts.indices where cells.count < Self.maximumColumns {
      guard let name = name(parts[index]), ["weight", "away", "at", "when"].contains(name) else { continue }
      cells += cell(cells.count + 1, starts, at: index)
    }
    return cells
  }

  /// The name, the label, the weight, the block.
  private func disciplineCells(_ parts: [SyntaxPart], _ starts: [Int]) -> [Cell] {
    let weight = parts.count > 1 && isToken(parts[1], .string) ? 2 : 1
    let label = weight == 2 ? cell(1, starts, at: 1) : []
    let brace = parts.firstIndex { isToken($0, .leftBrace) }.map { cell(3, starts, at: $0) } ?? []
    return label + cell(2, starts, at: weight) + brace
  }

  /// The declaring word and the name, the label, the rest.
  private func declarationCells(_ parts: [SyntaxPart], _ starts: [Int]) -> [Cell] {
    guard parts.count > 2 else { return [] }
    let hasLabel = isToken(parts[2], .string)
    return (hasLabel ? cell(1, starts, at: 2) : []) + cell(2, starts, at: hasLabel ? 3 : 2)
  }

  /// The number behind the first comparison of some points, where a plain number stands there.
  private func amountCell(_ starts: [Int]) -> [Cell] {
    guard let first = starts.first else { return [] }
    for index in first..<words.count {
      switch words[index].kind {
      case .less, .lessOrEqual, .greater, .greaterOrEqual:
        guard index + 1 < words.count, words[index + 1].kind == .integer else { return [] }
        return [Cell(column: 1, word: index + 1)]
      case .leftBrace, .leftBracket, .leftParenthesis: return []
      case .name, .integer, .decimal, .date, .datetime, .string, .regex, .equal, .notEqual, .plus, .minus, .star,
        .slash, .comma, .colon, .dot, .dotDot, .rightBrace, .rightBracket, .rightParenthesis, .newline, .unknown,
        .endOfFile:
        continue
      }
    }
    return []
  }
}
