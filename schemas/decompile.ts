import ts from 'typescript';
import type { Schema } from './schema.ts';

/**
 * Reads the JSON Schema out of a compiled validator of kubernetes-models. The validators are all that these packages carry of
 * the patterns, limits and integers of the resources: their types have lost them.
 * @param refer Reference to the schema of another module.
 */
export function decompile(code: string, refer: (module: string) => string): Schema {
  const file = ts.createSourceFile('validator.js', code, ts.ScriptTarget.Latest, true);
  const modules = importsOf(file);
  const functions = functionsOf(file);
  const values = variablesOf(file);
  const schemaOf = (name: string): Schema => {
    const module = modules.get(name);
    if (module !== undefined) return { $ref: refer(module) };
    const body = functions.get(name);
    if (body === undefined) throw new Error(`No function is called '${name}'.`);
    const rules = rulesOf(body, values);
    const parts = partsOf(body, schemaOf);
    return parts.$ref === undefined ? { ...rules, ...parts } : parts;
  };
  return schemaOf(values.get('validate')?.getText() ?? 'validate');
}

type Values = ReadonlyMap<string, ts.Expression>;

const importsOf = (file: ts.SourceFile): ReadonlyMap<string, string> =>
  new Map(
    file.statements.filter(ts.isImportDeclaration).flatMap(({ importClause, moduleSpecifier }) => {
      const names = importClause?.namedBindings;
      const module = moduleSpecifier.getText().replace(/^.*\/|\.js|"/g, '');
      return names && ts.isNamedImports(names)
        ? names.elements.map((each) => [each.name.text, module] as const)
        : [];
    }),
  );

const functionsOf = (file: ts.SourceFile): ReadonlyMap<string, ts.Block> =>
  new Map(
    file.statements
      .filter(ts.isFunctionDeclaration)
      .flatMap(({ name, body }) => (name && body ? [[name.text, body] as const] : [])),
  );

const variablesOf = (file: ts.SourceFile): Values =>
  new Map(
    file.statements
      .filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => declarationList.declarations)
      .flatMap(({ name, initializer }) => (initializer ? [[name.getText(), initializer] as const] : [])),
  );

/** What a validator says is wrong: `{keyword: "minLength", params: {limit: 1}}`. */
function rulesOf(body: ts.Block, values: Values): Schema {
  const rules = new Map<string, unknown>();
  const required: string[] = [];
  for (const error of descendants(body).filter(ts.isObjectLiteralExpression)) {
    const keyword = literal(property(error, 'keyword'), values);
    const params = property(error, 'params');
    if (typeof keyword !== 'string' || params === undefined || !ts.isObjectLiteralExpression(params))
      continue;
    const [value] = ['limit', 'allowedValues', 'missingProperty', keyword]
      .map((name) => literal(property(params, name), values))
      .filter((each) => each !== undefined);
    if (keyword === 'required') required.push(value as string);
    else rules.set(keyword, value);
  }
  return { ...Object.fromEntries(rules), ...(required.length > 0 && { required: required.sort() }) };
}

/** Which other validators a validator calls, and with which part of the data. */
function partsOf(body: ts.Block, schemaOf: (name: string) => Schema): Schema {
  const properties: Record<string, Schema> = {};
  const whole: Schema[] = [];
  const others: Schema[] = [];
  for (const { expression, arguments: values } of descendants(body).filter(ts.isCallExpression)) {
    if (!/^validate\d+$/.test(expression.getText())) continue;
    const part = schemaOf(expression.getText());
    const key = values[0]?.getText().replace(/^data/, '') ?? '';
    if (key === '') whole.push(part);
    else if (key.startsWith('[key')) others.push({ additionalProperties: part });
    else if (key.startsWith('[i')) others.push({ items: part });
    else properties[key.replace(/^\.|^\["|"\]$/g, '')] = part;
  }
  const fields = Object.keys(properties).length === 0 ? {} : { additionalProperties: false, properties };
  const isOther = whole.length === 1 && others.length === 0 && !('properties' in fields);
  return Object.assign(
    {},
    isOther ? whole[0] : whole.length > 0 && { allOf: whole },
    fields,
    ...others,
  ) as Schema;
}

function descendants(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (each: ts.Node): void => {
    found.push(each);
    ts.forEachChild(each, visit);
  };
  ts.forEachChild(node, visit);
  return found;
}

const property = (object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined =>
  object.properties.filter(ts.isPropertyAssignment).find((each) => each.name.getText() === name)?.initializer;

/** The value that is written in the code, if it is one. */
function literal(node: ts.Expression | undefined, values: Values): unknown {
  if (node === undefined) return undefined;
  if (ts.isIdentifier(node)) return literal(values.get(node.text), values);
  if (ts.isStringLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  return ts.isArrayLiteralExpression(node) ? node.elements.map((each) => literal(each, values)) : undefined;
}
