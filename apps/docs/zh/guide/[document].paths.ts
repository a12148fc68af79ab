import { documentPages } from '../../generate/documents.js';

export default {
  watch: ['../../../../docs/*.md'],
  paths: () => documentPages('zh'),
};
