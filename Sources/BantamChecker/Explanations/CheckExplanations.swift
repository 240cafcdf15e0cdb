import BantamDiagnostics

/// The codes of this stage, explained. A test checks each example: the wrong one brings its code and no other, the right
/// one nothing. Lists are read from `domains.csv`, which has the column `domain`.
public let checkExplanations: [Explanation] =
  nameExplanations + settingExplanations + testExplanations + valueExplanations + contextExplanations
  + scoreExplanations + processExplanations + leadExplanations
