import { imageId } from './imageId';

it.each([
  ['nginx:1.27', 'docker.io/library/nginx'],
  ['grafana/loki', 'docker.io/grafana/loki'],
  ['localhost:5000/web:1', 'localhost:5000/web'],
  ['registry.example.com/shop/web:1.0.0', 'registry.example.com/shop/web'],
])('names %s as a kubelet does', (image, name) => {
  const [named, digest] = imageId(image).split('@');
  expect(named).toBe(name);
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
});

it('has the digest that the image names, else one of its own for each tag', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  expect(imageId(`web:1@${digest}`)).toBe(`docker.io/library/web@${digest}`);
  expect(imageId('web:1')).toBe(imageId('web:1'));
  expect(imageId('web:1')).not.toBe(imageId('web:2'));
});
