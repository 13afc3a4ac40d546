// Lets the sign-in library keep its rows in the store: its models and fields become tables and columns, nothing more.
import { createAdapterFactory } from "better-auth/adapters";
import type { Store } from "../store/connection.ts";
import {
  changeSignInRows,
  deleteSignInRows,
  insertSignInRow,
  signInRows,
  signInTables,
  type Condition,
  type SignInRow,
  type SignInTable,
} from "../store/sign-in-rows.ts";

interface Where {
  field: string;
  operator?: string | undefined;
  value: unknown;
  connector?: "AND" | "OR" | undefined;
}

const operators: Readonly<Record<string, Condition["is"]>> = {
  eq: "=",
  ne: "<>",
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
  in: "in",
  not_in: "not in",
};

/** The library's adapter to the store. */
export function libraryRows({ store, newId }: { store: Store; newId(): string }) {
  return createAdapterFactory({
    config: {
      adapterId: "dongbo",
      supportsDates: false,
      supportsJSON: true,
      customIdGenerator: newId,
    },
    adapter: () => ({
      async create({ model, data }) {
        const row = await store.transaction(
          async (tx) => await insertSignInRow(tx, tableOf(model), columnsOf(data)),
        );
        return fieldsOf(row) as typeof data;
      },
      async findOne<Row>({ model, where }: { model: string; where: Where[] }) {
        const [row] = await read(store, model, { where, limit: 1 });
        return (row ?? null) as Row | null;
      },
      async findMany<Row>({ model, where = [], limit, offset, sortBy }: Wanted) {
        const rows = await read(store, model, { where, limit, offset, sortBy });
        return rows as Row[];
      },
      async count({ model, where = [] }) {
        return (await read(store, model, { where })).length;
      },
      async update<Row>({ model, where, update }: { model: string; where: Where[]; update: Row }) {
        const [row] = await change(store, model, where, update as SignInRow);
        return (row === undefined ? null : fieldsOf(row)) as Row | null;
      },
      updateMany: async ({ model, where, update }) => (await change(store, model, where, update)).length,
      async delete({ model, where }) {
        await remove(store, model, where);
      },
      deleteMany: async ({ model, where }) => (await remove(store, model, where)).length,
      async consumeOne<Row>({ model, where }: { model: string; where: Where[] }) {
        const [row] = await remove(store, model, where);
        return (row === undefined ? null : fieldsOf(row)) as Row | null;
      },
    }),
  });
}

interface Wanted {
  model: string;
  where?: Where[] | undefined;
  limit?: number | undefined;
  offset?: number | undefined;
  sortBy?: { field: string; direction: "asc" | "desc" } | undefined;
}

async function read(store: Store, model: string, of: Omit<Wanted, "model">): Promise<SignInRow[]> {
  const { where = [], limit, offset, sortBy } = of;
  const order = sortBy && { column: columnOf(sortBy.field), direction: sortBy.direction };
  const rows = await store.read(
    async (tx) =>
      await signInRows(tx, tableOf(model), {
        where: conditionsOf(where),
        ...(limit !== undefined && { limit }),
        ...(offset !== undefined && { offset }),
        order,
      }),
  );
  return rows.map(fieldsOf);
}

async function change(store: Store, model: string, where: Where[], set: SignInRow): Promise<SignInRow[]> {
  const changed = { where: conditionsOf(where), set: columnsOf(set) };
  return await store.transaction(async (tx) => await changeSignInRows(tx, tableOf(model), changed));
}

async function remove(store: Store, model: string, where: Where[]): Promise<SignInRow[]> {
  return await store.transaction(
    async (tx) => await deleteSignInRows(tx, tableOf(model), conditionsOf(where)),
  );
}

function tableOf(model: string): SignInTable {
  const table = signInTables.find((one) => one === model);
  if (table === undefined)
    throw new Error(`the sign-in library asks for ${model}, which is none of its tables`);
  return table;
}

function conditionsOf(where: readonly Where[]): Condition[] {
  return where.map(({ field, operator, value, connector }) => {
    const is = operators[operator ?? "eq"];
    if (is === undefined || (connector === "OR" && where.length > 1)) {
      throw new Error(
        `the sign-in library asks for ${field} ${operator ?? "eq"}, ${connector ?? "AND"}, which nobody built`,
      );
    }
    return { column: columnOf(field), is, value };
  });
}

function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function fieldOf(column: string): string {
  return column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function columnsOf(fields: SignInRow): SignInRow {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [columnOf(field), value]));
}

function fieldsOf(row: SignInRow): SignInRow {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [fieldOf(column), value]));
}
