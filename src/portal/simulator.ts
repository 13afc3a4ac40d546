// The simulator's contract, as the portal room and the adapters know it.
export type {
  Arrival,
  FaultRule,
  HeldTask,
  RunningSimulator,
  SeededTask,
  Simulator,
} from "../../schemas/simulator.ts";
