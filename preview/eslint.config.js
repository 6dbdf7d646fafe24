import root from '../eslint.config.js';

/** The rules of the project, for a package with types of its own. */
export default root;
