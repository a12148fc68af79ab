console.log('classes:'); await import('./classes.js');
console.log('rich:'); await import('./rich.js');
console.log('regression:'); await import('./regression.js');
console.log('curvature:'); await import('./curvature.js');
console.log('hessian:'); await import('./hessian.js');
console.log('points:'); await import('./points.js');
console.log('surface:'); await import('./surface.js');