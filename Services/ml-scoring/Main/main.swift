import MLScoring
