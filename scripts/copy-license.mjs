// Run by npm in the folder of a package before it is packed: npm takes the licence from there only.
import { copyFileSync } from 'node:fs';

copyFileSync('../../LICENSE', 'LICENSE');
