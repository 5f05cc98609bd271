import DecisionLog
import Testing
