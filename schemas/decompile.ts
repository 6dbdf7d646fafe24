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
  const functions = new Map(file.statements.filter(ts.isFunctionDeclaration).map((each) => [each.name?.text, each]));
  const values = variablesOf(file);
  const schemaOf = (name: string): Schema => {
    const module = modules.get(name);
    if (module !== undefined) return { $ref: refer(module) };
    const body = functions.get(name)?.body;
    if (body === undefined) throw new Error(`No function is called '${name}'.`);
    return { ...partsOf(body, schemaOf), ...rulesOf(body, values) };
  };
  return closed(schemaOf(values.get('validate')?.getText() ?? 'validate'));
}
